package io.github.latchkey.sample.longjob;

import static io.github.latchkey.sample.longjob.LongJobWork.LEASE_MILLIS;

import io.github.latchkey.spring.DistributedLock;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Jobs of which each is done by one caller at a time; one that lost its lease cannot commit. */
@Service
class LockedLongJobs implements LongJobs {

    private final LongJobWork work;

    LockedLongJobs(LongJobWork work) {
        this.work = work;
    }

    @Override
    @DistributedLock(key = "'job:' + #jobId", name = "job-locked", waitMs = 10_000, leaseMs = LEASE_MILLIS)
    @Transactional
    public long settle(long jobId, long amount) {
        return work.settle(jobId, amount);
    }
}
