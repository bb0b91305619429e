package io.github.latchkey.spring.autoconfigure;

import io.github.latchkey.LockRequest;
import io.github.latchkey.LockUsageException;
import io.github.latchkey.redis.RedisLockOptions;
import io.github.latchkey.spring.LockDefaults;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.Name;
import org.springframework.core.Ordered;

/**
 * The settings of the starter.
 *
 * @param enabled        whether annotated methods are locked
 * @param store          where locks are kept
 * @param waitAtMost     how long to wait for a busy lock; zero is one true try
 * @param lease          how long a lock outlives a crashed holder; renewed while its holder lives
 * @param keyPrefix      what every Redis key begins with; applications that exclude each other use the same
 * @param commandTimeout how long a caller waits for one answer of Redis
 * @param order          place of the lock among other advisors; lower is further out, and transactions are inside
 */
@ConfigurationProperties("distributed-lock")
public record DistributedLockProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("redis") Store store,
        @Name("wait") @DefaultValue("2s") Duration waitAtMost,
        @DefaultValue("30s") Duration lease,
        @DefaultValue("lock:") String keyPrefix,
        @DefaultValue("500ms") Duration commandTimeout,
        @DefaultValue("" + DEFAULT_ORDER) int order) {

    /** Outside of transactions, which stand at the lowest precedence. */
    public static final int DEFAULT_ORDER = Ordered.LOWEST_PRECEDENCE - 1000;

    /** Where locks are kept. */
    public enum Store {
        /** The application's Redis. */
        REDIS,
        /** The heap of this process, for tests without Redis. */
        MEMORY
    }

    /**
     * Checks the ranges.
     *
     * @param enabled        whether annotated methods are locked
     * @param store          where locks are kept
     * @param waitAtMost     how long to wait
     * @param lease          how long a lock outlives a crashed holder
     * @param keyPrefix      what every Redis key begins with
     * @param commandTimeout how long a caller waits for one answer
     * @param order          place among other advisors
     * @throws IllegalArgumentException if a setting is out of its range; the message names it, its value and the limit
     */
    public DistributedLockProperties {
        if (waitAtMost.isNegative()) {
            throw new IllegalArgumentException("distributed-lock.wait is " + waitAtMost.toMillis()
                    + " ms, but must not be negative; 0 = one true try.");
        }
        try {
            new RedisLockOptions(keyPrefix, commandTimeout);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "distributed-lock.key-prefix or distributed-lock.command-timeout: " + e.getMessage(), e);
        }
        if (lease.compareTo(commandTimeout.multipliedBy(3)) < 0) {
            throw new IllegalArgumentException("distributed-lock.lease is " + lease.toMillis()
                    + " ms, but must be at least three times distributed-lock.command-timeout ("
                    + commandTimeout.toMillis() + " ms), or it cannot be renewed in time.");
        }
        try {
            LockRequest unused =
                    LockRequest.of("distributed-lock").waitAtMost(waitAtMost).leaseFor(lease);
        } catch (LockUsageException e) {
            throw new IllegalArgumentException("distributed-lock.wait or distributed-lock.lease: " + e.getMessage(), e);
        }
    }

    LockDefaults defaults() {
        return new LockDefaults(waitAtMost, lease, commandTimeout.multipliedBy(3), order);
    }
}
