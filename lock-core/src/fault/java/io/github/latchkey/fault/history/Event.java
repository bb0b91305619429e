package io.github.latchkey.fault.history;

import java.time.Duration;

/**
 * One thing that happened, as the process that did it saw it.
 *
 * @param op       what was done
 * @param phase    how far it came
 * @param call     in which request
 * @param token    the fencing token, 0 = none
 * @param deadline until when the holder counts on its lease, on the clock of {@code at}; {@link #NONE} = not said
 * @param value    depends on the operation
 * @param at       the monotonic clock that all processes of a run share: nanoTime, or a simulation's clock
 */
public record Event(Op op, Phase phase, Call call, long token, long deadline, long value, long at) {

    /** Stands for a deadline that an event does not tell. */
    public static final long NONE = Long.MIN_VALUE;

    /**
     * Begins an event.
     *
     * @param op    what was done
     * @param phase how far it came
     * @param call  in which request
     * @param at    when, on the run's clock
     * @return an event without token, deadline and value
     */
    public static Event of(Op op, Phase phase, Call call, long at) {
        return new Event(op, phase, call, 0, NONE, 0, at);
    }

    /**
     * Tells the token.
     *
     * @param fencingToken of the grant
     * @return the changed copy
     */
    public Event token(long fencingToken) {
        return new Event(op, phase, call, fencingToken, deadline, value, at);
    }

    /**
     * Tells until when the holder counts on its lease.
     *
     * @param until on the clock of {@code at}
     * @return the changed copy
     */
    public Event deadline(long until) {
        return new Event(op, phase, call, token, until, value, at);
    }

    /**
     * Tells what was read or written.
     *
     * @param number the value
     * @return the changed copy
     */
    public Event value(long number) {
        return new Event(op, phase, call, token, deadline, number, at);
    }

    /** Returns the lock name. */
    public String key() {
        return call.key();
    }

    boolean is(Op wanted, Phase reached) {
        return op == wanted && phase == reached;
    }

    Duration since(Event earlier) {
        return Duration.ofNanos(at - earlier.at);
    }
}
