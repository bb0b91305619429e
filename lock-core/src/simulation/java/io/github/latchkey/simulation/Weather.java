package io.github.latchkey.simulation;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What becomes of the messages between a client and the server. */
public interface Weather {

    /** Returns how long the next request is under way. */
    Duration request();

    /** Returns how long the next reply is under way. */
    Duration reply();

    /** Returns how long the next signal is under way, once for each copy of it that arrives. */
    List<Duration> signal();

    /**
     * Returns how much later a request still runs that was under way when its connection broke, once for each copy of it that does.
     *
     * @param hasRun whether it ran before
     */
    List<Duration> late(boolean hasRun);

    /** Returns whether the server does not know the script yet, so that the request has to be sent again. */
    boolean noScript();

    /** Returns why the server refuses the next request, or null if it does not; {@code true} if that may pass by itself. */
    @Nullable Boolean refuses();
}
