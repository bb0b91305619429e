package io.github.latchkey.fault.history;

import java.time.Duration;

/**
 * What was asked for, from the acquire to its release: all events of one request share it.
 *
 * @param id         unique in a run
 * @param key        the lock name
 * @param actor      who asks
 * @param limit      how many may hold the lock beside each other in this mode: 1 for exclusive, n for permits, {@link #SHARED}
 * @param waitAtMost how long the acquire may take
 */
public record Call(String id, String key, Actor actor, int limit, Duration waitAtMost) {

    /** The limit of a shared lock: any number. */
    public static final int SHARED = Integer.MAX_VALUE;

    /**
     * Asks for an exclusive lock.
     *
     * @param id         unique in a run
     * @param key        the lock name
     * @param actor      who asks
     * @param waitAtMost how long the acquire may take
     * @return a call with the limit 1
     */
    public static Call exclusive(String id, String key, Actor actor, Duration waitAtMost) {
        return new Call(id, key, actor, 1, waitAtMost);
    }
}
