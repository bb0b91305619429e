package io.github.latchkey.fault.machine;

/** What a connection is used for. */
public enum Traffic {
    /** Everything else; a connection counts as this until it subscribes. */
    COMMANDS,
    /** Pub/sub: something was subscribed on this connection. */
    SIGNALS
}
