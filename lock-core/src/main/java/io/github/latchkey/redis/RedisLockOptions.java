package io.github.latchkey.redis;

import java.time.Duration;

/**
 * How a {@link RedisLockStore} uses its Redis. An immutable value; the withers return changed copies.
 *
 * @param keyPrefix      what every key of the store begins with, without braces; applications that share a Redis and are to
 *                       exclude each other use the same; default {@code lock:}
 * @param commandTimeout how long a caller waits for one answer, 10 ms to 1 min; default 500 ms, whatever the application's own
 *                       Redis timeout is
 * @param replicaTimeout how long replicas have to confirm a grant or a renewal, for locks that ask for replicas: 1 ms to 1 min, and
 *                       shorter than the command timeout; default 200 ms
 */
public record RedisLockOptions(String keyPrefix, Duration commandTimeout, Duration replicaTimeout) {

    // Before the defaults, whose constructor checks against them.
    private static final Duration MIN_TIMEOUT = Duration.ofMillis(10);
    private static final Duration MAX_TIMEOUT = Duration.ofMinutes(1);

    /** The prefix {@code lock:}, a command timeout of 500 ms and a replica timeout of 200 ms. */
    public static final RedisLockOptions DEFAULTS =
            new RedisLockOptions("lock:", Duration.ofMillis(500), Duration.ofMillis(200));

    /**
     * Checks all components.
     *
     * @param keyPrefix what every key begins with
     * @param commandTimeout how long a caller waits for one answer
     * @param replicaTimeout how long replicas have to confirm
     * @throws IllegalArgumentException if one is out of its range; the message names it, its value and the limit
     */
    public RedisLockOptions {
        if (keyPrefix.indexOf('{') >= 0 || keyPrefix.indexOf('}') >= 0) {
            throw new IllegalArgumentException(
                    "keyPrefix '" + keyPrefix
                            + "' has a brace, which would move the locks' keys to another Redis slot; choose one without, such as 'lock:'.");
        }
        if (commandTimeout.compareTo(MIN_TIMEOUT) < 0 || commandTimeout.compareTo(MAX_TIMEOUT) > 0) {
            throw new IllegalArgumentException(
                    "commandTimeout is " + commandTimeout + ", but must be between 10 ms and 1 min.");
        }
        if (replicaTimeout.toMillis() < 1 || replicaTimeout.compareTo(commandTimeout) >= 0) {
            throw new IllegalArgumentException("replicaTimeout is " + replicaTimeout
                    + ", but must be at least 1 ms and shorter than the commandTimeout of " + commandTimeout
                    + ", in which a caller waits for the lock and for its replicas.");
        }
    }

    /**
     * Changes what every key begins with.
     *
     * @param prefix a text without braces
     * @return the changed copy
     */
    public RedisLockOptions keyPrefix(String prefix) {
        return new RedisLockOptions(prefix, commandTimeout, replicaTimeout);
    }

    /**
     * Changes how long a caller waits for one answer, and makes the replica timeout two fifths of it where that would not be shorter.
     *
     * @param timeout 10 ms to 1 min
     * @return the changed copy
     */
    public RedisLockOptions commandTimeout(Duration timeout) {
        boolean fits = replicaTimeout.compareTo(timeout) < 0;
        return new RedisLockOptions(
                keyPrefix,
                timeout,
                fits ? replicaTimeout : timeout.multipliedBy(2).dividedBy(5));
    }

    /**
     * Changes how long replicas have to confirm a grant or a renewal.
     *
     * @param timeout at least 1 ms, and shorter than the command timeout
     * @return the changed copy
     */
    public RedisLockOptions replicaTimeout(Duration timeout) {
        return new RedisLockOptions(keyPrefix, commandTimeout, timeout);
    }
}
