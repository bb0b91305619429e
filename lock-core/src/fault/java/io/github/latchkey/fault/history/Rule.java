package io.github.latchkey.fault.history;

/** What can be found to be broken. */
public enum Rule {
    /** A: two holders' leases overlapped. */
    EXCLUSION,
    /** B: a token was given twice, or did not grow. */
    TOKEN,
    /** C: the guarded resource accepted a lower token after a higher one. */
    FENCE,
    /** D: an accepted update is missing in the end. */
    LOST_UPDATE,
    /** E: an acquire took longer than it may. */
    WAIT_BOUND,
    /** E: a lock was free, somebody waited, and nobody got it. */
    PROGRESS,
    /** E: a key was left behind. */
    LEFTOVER,
    /** L: a holder was not told of its loss in time. */
    LOSS_SIGNAL,
    /** Somebody got a lock before one who stood in line earlier. */
    ORDER,
    /** A lock was granted again before its minimum hold was over. */
    MIN_HOLD,
    /** Something failed that never should. */
    ERROR
}
