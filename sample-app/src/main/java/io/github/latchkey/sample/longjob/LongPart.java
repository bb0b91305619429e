package io.github.latchkey.sample.longjob;

/** What a job does between reading and writing. */
@FunctionalInterface
interface LongPart {

    /** Takes its time. */
    void run(long jobId);
}
