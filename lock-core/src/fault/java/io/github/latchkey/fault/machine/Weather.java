package io.github.latchkey.fault.machine;

import java.time.Duration;

/**
 * What a network does with connections.
 *
 * @param kind  which way it is broken
 * @param delay how long bytes take, in each direction
 */
public record Weather(Kind kind, Duration delay) {

    /** Bytes pass. */
    public static final Weather PASS = new Weather(Kind.PASS, Duration.ZERO);

    /** Open connections break, and new ones at once after they were accepted. */
    public static final Weather CUT = new Weather(Kind.CUT, Duration.ZERO);

    /** Connections stay open and carry nothing, never again: what is swallowed cannot be made good. */
    public static final Weather BLACKHOLE = new Weather(Kind.BLACKHOLE, Duration.ZERO);

    /** Commands arrive, replies do not, never again on that connection: cut it next, or replies are one too early. */
    public static final Weather DROP_REPLIES = new Weather(Kind.DROP_REPLIES, Duration.ZERO);

    /** The ways to be broken. */
    public enum Kind {
        /** See {@link Weather#PASS}. */
        PASS,
        /** See {@link Weather#CUT}. */
        CUT,
        /** See {@link Weather#BLACKHOLE}. */
        BLACKHOLE,
        /** See {@link Weather#DROP_REPLIES}. */
        DROP_REPLIES
    }

    /**
     * Bytes pass late.
     *
     * @param each how long they take, in each direction
     * @return slow weather
     */
    public static Weather delay(Duration each) {
        return new Weather(Kind.PASS, each);
    }
}
