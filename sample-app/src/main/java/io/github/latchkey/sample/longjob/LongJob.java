package io.github.latchkey.sample.longjob;

/**
 * A job as it is stored.
 *
 * @param total what its account says
 * @param entries the sum of what was added to it
 */
record LongJob(long id, long total, long entries) {

    /** Tells whether somebody's amount is in the entries, but was written over in the total. */
    boolean isViolation() {
        return total != entries;
    }
}
