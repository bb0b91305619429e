package io.github.latchkey.sample.longjob;

import static io.github.latchkey.sample.longjob.LongJobWork.LEASE_MILLIS;

import io.github.latchkey.spring.DistributedLock;
import io.github.latchkey.spring.Guard;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The same as {@link LockedLongJobs}, but one that lost its lease may commit all the same. */
@Service
class UnguardedLongJobs implements LongJobs {

    private final LongJobWork work;

    UnguardedLongJobs(LongJobWork work) {
        this.work = work;
    }

    @Override
    @DistributedLock(
            key = "'job:' + #jobId",
            name = "job-unguarded",
            waitMs = 10_000,
            leaseMs = LEASE_MILLIS,
            guard = Guard.NONE)
    @Transactional
    public long settle(long jobId, long amount) {
        return work.settle(jobId, amount);
    }
}
