package io.github.latchkey.memory;

import io.github.latchkey.Stand;
import org.jspecify.annotations.Nullable;

/** An owner, whose id is {@code <client>:<sequence>:<mode>}: mode x is exclusive, s a reader, p and a number one of so many permits. */
record Owner(Stand stand) {

    static final char EXCLUSIVE = 'x';

    String id() {
        return stand.owner();
    }

    /** Returns whether it is the same owner, perhaps with another lease. */
    boolean isSame(@Nullable Owner other) {
        return other != null && id().equals(other.id());
    }

    /** What is left of the id without sequence and mode; all of it where it has none. */
    String client() {
        int mode = id().lastIndexOf(':');
        int sequence = id().lastIndexOf(':', mode - 1);
        return sequence < 0 ? id() : id().substring(0, sequence);
    }

    boolean isShared() {
        return stand.isShared();
    }

    /** The mode without its number. */
    char kind() {
        return isShared() ? id().charAt(id().lastIndexOf(':') + 1) : EXCLUSIVE;
    }

    int atMost() {
        return stand.atMost();
    }
}
