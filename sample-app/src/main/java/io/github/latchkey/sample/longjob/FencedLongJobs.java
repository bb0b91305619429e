package io.github.latchkey.sample.longjob;

import static io.github.latchkey.sample.longjob.LongJobWork.LEASE_MILLIS;

import io.github.latchkey.spring.DistributedLock;
import io.github.latchkey.spring.Guard;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The same as {@link LockedLongJobs}, and the database refuses one whose fencing token is not the highest. */
@Service
class FencedLongJobs implements LongJobs {

    private final LongJobWork work;

    FencedLongJobs(LongJobWork work) {
        this.work = work;
    }

    @Override
    @DistributedLock(
            key = "'job:' + #jobId",
            name = "job-fenced",
            waitMs = 10_000,
            leaseMs = LEASE_MILLIS,
            guard = Guard.FENCE)
    @Transactional
    public long settle(long jobId, long amount) {
        return work.settle(jobId, amount);
    }
}
