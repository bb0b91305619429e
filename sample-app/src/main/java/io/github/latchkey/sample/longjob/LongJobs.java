package io.github.latchkey.sample.longjob;

/** Jobs that add to an account: they read its total, work for long, and write the new total. */
interface LongJobs {

    /** Adds an amount to a job's account, and returns the new total. */
    long settle(long jobId, long amount);
}
