package io.github.latchkey.sample.longjob;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The same as {@link LockedLongJobs}, without the lock. */
@Service
class UnlockedLongJobs implements LongJobs {

    private final LongJobWork work;

    UnlockedLongJobs(LongJobWork work) {
        this.work = work;
    }

    @Override
    @Transactional
    public long settle(long jobId, long amount) {
        return work.settle(jobId, amount);
    }
}
