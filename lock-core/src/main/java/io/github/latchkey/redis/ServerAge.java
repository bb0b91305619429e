package io.github.latchkey.redis;

import io.github.latchkey.LockStoreException;
import io.github.latchkey.Ticker;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * How long the server at the other end of one connection has run at least: what it says of itself when the connection is opened, and the
 * time since on this process' clock. Set by the thread of the connection, before the reply to any command of the session if it could be.
 */
final class ServerAge {

    /** Redis takes the difference of two times in whole seconds, which may be a second more than the truth. */
    private static final long ERROR_SECONDS = 1;

    private final Ticker ticker;
    private volatile @Nullable Long startedAt;
    private volatile @Nullable String refusal;

    ServerAge(Ticker ticker) {
        this.ticker = ticker;
    }

    /** Takes the reply to INFO server; returns whether that says it. */
    boolean read(@Nullable String reply, @Nullable Throwable error) {
        String uptime = reply == null ? null : new ServerInfo(reply).value("uptime_in_seconds");
        if (uptime != null) {
            long seconds = Math.max(0, Long.parseLong(uptime) - ERROR_SECONDS);
            startedAt = ticker.nanoTime() - TimeUnit.SECONDS.toNanos(seconds);
        } else if (error != null) {
            refusal = RedisFailure.answer(error);
        }
        return startedAt != null;
    }

    /** Returns the time, zero while it is not known; throws where the server refuses to say it. */
    Duration get(String node) {
        Long started = startedAt;
        if (started != null) {
            return Duration.ofNanos(ticker.nanoTime() - started);
        }
        String said = refusal;
        if (said != null) {
            boolean isRight = said.startsWith("NOPERM");
            throw new LockStoreException(
                    node + " does not say how long it has run, and so cannot be one of a quorum: " + said
                            + (isRight ? ". Allow it: ACL SETUSER <user> +info" : "."),
                    !isRight,
                    null);
        }
        return Duration.ZERO;
    }
}
