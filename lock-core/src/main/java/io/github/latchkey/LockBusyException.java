package io.github.latchkey;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Thrown when a lock was not acquired within the time the caller wanted to wait, because somebody else holds it or is to have it
 * first. Thrown at once where too many requests of the client wait for it already, and where the caller holds it itself and the request
 * is not to nest.
 */
public final class LockBusyException extends LockException {

    private static final long serialVersionUID = 1L;

    private final String lockName;
    private final String holder;
    private final @Nullable Duration remaining;
    private final Duration waited;

    private LockBusyException(
            String message, String lockName, Busy busy, Duration waited, @Nullable InterruptedException interrupt) {
        super(message, interrupt);
        this.lockName = lockName;
        this.holder = busy.holder();
        this.remaining = busy.remaining();
        this.waited = waited;
    }

    static LockBusyException held(
            String lockName, Busy busy, Duration waited, @Nullable InterruptedException interrupt) {
        String message = message(lockName, busy, waited, interrupt != null);
        return new LockBusyException(message, lockName, busy, waited, interrupt);
    }

    static LockBusyException crowded(String lockName, int maxWaiters, Duration waited) {
        String message = "Lock " + Display.name(lockName) + " not waited for: " + maxWaiters
                + " requests of this client wait for it already, which is its limit (maxWaiters). Try again later.";
        return new LockBusyException(message, lockName, new Busy("unknown", null, 0, false), waited, null);
    }

    /**
     * Returns the lock that was busy.
     *
     * @return the lock name
     */
    public String lockName() {
        return lockName;
    }

    /**
     * Returns who held the lock when it was last looked at, or was to have it first; of several holders the one whose lease ends last.
     *
     * @return the owner id: client id, sequence number and mode, joined by {@code :}; {@code -} where the lock was given back, and is
     *     kept taken for its minimum hold; {@code unknown} where too many wait already
     */
    public String holder() {
        return holder;
    }

    /**
     * Returns how long the holder's lease still ran when it was last looked at. A holder that is alive renews its lease,
     * so this is when the lock becomes free if the holder has crashed, not when the holder will be done.
     *
     * @return the rest of the lease, or empty where the lock key has no expiry
     */
    public Optional<Duration> remaining() {
        return Optional.ofNullable(remaining);
    }

    /**
     * Returns how long the caller waited.
     *
     * @return the time from the request to giving up
     */
    public Duration waited() {
        return waited;
    }

    private static String message(String name, Busy busy, Duration waited, boolean interrupted) {
        Duration remaining = busy.remaining();
        if (busy.holder().equals(Busy.NOBODY)) {
            return "Lock " + Display.name(name) + " not acquired within " + Display.duration(waited)
                    + " (given back, but kept taken for its minimum hold"
                    + (remaining == null ? "" : ", for another " + Display.duration(remaining)) + "). Try again later.";
        }
        String lease = remaining == null ? "no expiry" : "lease ends in " + Display.duration(remaining);
        return "Lock " + Display.name(name) + " not acquired within " + Display.duration(waited)
                + (interrupted ? ", when the waiting thread was interrupted" : "") + " (held by "
                + Display.text(busy.holder()) + ", " + lease + " unless renewed). Try again later, or wait longer.";
    }
}
