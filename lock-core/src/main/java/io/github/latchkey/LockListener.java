package io.github.latchkey;

/** Hears what happens to the locks of a client, for metrics and logs. See {@link LockClientBuilder#listener}. */
@FunctionalInterface
public interface LockListener {

    /**
     * Hears of an event. Called on one thread of the client at a time, in the order of the events, a moment after them. It may block
     * briefly; what it throws is logged.
     *
     * @param event what happened
     */
    void on(LockEvent event);
}
