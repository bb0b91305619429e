package io.github.latchkey;

/**
 * A stand that was granted the lock, with what must be known to end it.
 *
 * @param stand    who holds what
 * @param token    the fencing token
 * @param askedAt  just before the granted look was sent
 * @param deadline up to when the grant holds without renewal
 * @param unsure   whether a look of this stand failed, so that a copy of it may run late
 * @param doubts   the store's doubts when the stand was taken; more of them since then mean late copies too
 */
record Grant(Stand stand, long token, long askedAt, long deadline, boolean unsure, long doubts) {

    boolean mayHaveCopies(LockStore store) {
        return unsure || store.doubts() != doubts;
    }
}
