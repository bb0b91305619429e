package io.github.latchkey.sample.longjob;

import org.springframework.stereotype.Component;

/** The job itself: the total that is written is the one that was read, plus the amount. */
@Component
final class LongJobWork {

    static final long LEASE_MILLIS = 2000;

    private final LongJobRepository jobs;
    private final LongPart longPart;

    LongJobWork(LongJobRepository jobs, LongPart longPart) {
        this.jobs = jobs;
        this.longPart = longPart;
    }

    long settle(long jobId, long amount) {
        long total = jobs.get(jobId).total();
        longPart.run(jobId);
        jobs.insertEntry(jobId, amount);
        jobs.updateTotal(jobId, total + amount);
        return total + amount;
    }
}
