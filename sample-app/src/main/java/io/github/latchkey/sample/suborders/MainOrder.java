package io.github.latchkey.sample.suborders;

/**
 * A main order as it is stored.
 *
 * @param version grows with each change, where changes are optimistic
 * @param unfinished sub-orders that have not succeeded
 * @param completions how often it was completed
 */
record MainOrder(long id, Status status, long version, long unfinished, long completions) {

    /** Tells whether it was not completed exactly once although all parts have succeeded, or was although they have not. */
    boolean isViolation() {
        boolean due = unfinished == 0;
        return completions != (due ? 1 : 0) || (status == Status.SUCCESS) != due;
    }
}
