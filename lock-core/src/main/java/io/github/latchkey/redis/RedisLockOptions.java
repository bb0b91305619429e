package io.github.latchkey.redis;

import java.time.Duration;

/**
 * How a {@link RedisLockStore} uses its Redis. An immutable value; the withers return changed copies.
 *
 * @param keyPrefix      what every key of the store begins with, without braces; applications that share a Redis and are to
 *                       exclude each other use the same; default {@code lock:}
 * @param commandTimeout how long a caller waits for one answer, 10 ms to 1 min; default 500 ms, whatever the application's own
 *                       Redis timeout is
 */
public record RedisLockOptions(String keyPrefix, Duration commandTimeout) {

    // Before the defaults, whose constructor checks against them.
    private static final Duration MIN_TIMEOUT = Duration.ofMillis(10);
    private static final Duration MAX_TIMEOUT = Duration.ofMinutes(1);

    /** The prefix {@code lock:} and a command timeout of 500 ms. */
    public static final RedisLockOptions DEFAULTS = new RedisLockOptions("lock:", Duration.ofMillis(500));

    /**
     * Checks both components.
     *
     * @param keyPrefix what every key begins with
     * @param commandTimeout how long a caller waits for one answer
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
    }

    /**
     * Changes what every key begins with.
     *
     * @param prefix a text without braces
     * @return the changed copy
     */
    public RedisLockOptions keyPrefix(String prefix) {
        return new RedisLockOptions(prefix, commandTimeout);
    }

    /**
     * Changes how long a caller waits for one answer.
     *
     * @param timeout 10 ms to 1 min
     * @return the changed copy
     */
    public RedisLockOptions commandTimeout(Duration timeout) {
        return new RedisLockOptions(keyPrefix, timeout);
    }
}
