package io.github.latchkey;

/**
 * Hears from a store when a waiter had better look again. Signals are hints: they may be lost, late or doubled, and the waiter looks
 * now and then without them. Both methods return at once and never throw.
 */
public interface Signals {

    /**
     * Tells that the lock was offered to a waiting owner, which has to claim it with a look, within 2 s of its client's last one.
     *
     * @param owner the owner id
     */
    void offered(String owner);

    /** Tells that offers may have been missed until now: every waiter had better look. */
    void missed();
}
