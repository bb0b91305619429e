package io.github.latchkey.spring.autoconfigure;

import io.github.latchkey.LockRequest;
import io.github.latchkey.LockUsageException;
import io.github.latchkey.redis.RedisLockOptions;
import io.github.latchkey.spring.InTransaction;
import io.github.latchkey.spring.LockDefaults;
import io.github.latchkey.spring.LockOverrides;
import io.github.latchkey.spring.OnOutage;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.Name;
import org.springframework.core.Ordered;

/**
 * The settings of the starter.
 *
 * @param enabled        Whether to lock annotated methods.
 * @param store          Where to keep locks.
 * @param waitAtMost     How long to wait for a busy lock; zero is one true try.
 * @param lease          How long a lock outlives a crashed holder; renewed while its holder lives.
 * @param minHold        How long a lock stays taken at least, even after its method has ended.
 * @param maxHold        How long a lock is held at the most; as long as its method runs, if not set.
 * @param replicas       How many replicas of Redis must have a grant or a renewal before it counts.
 * @param replicaTimeout How long replicas have to confirm it; shorter than the command timeout, and two fifths of a short one if not set.
 * @param keyPrefix      What every Redis key begins with; applications that exclude each other use the same.
 * @param commandTimeout How long a caller waits for one answer of Redis.
 * @param onOutage       What to do while Redis cannot say whether a lock is free.
 * @param inTransaction  What to do where the transaction of the caller is running already.
 * @param startupCheck   What to do at the start where Redis, or the fence table, cannot be used.
 * @param fence          Where the guard FENCE keeps its tokens.
 * @param order          Place of the lock among other advisors; lower is further out, and transactions are inside.
 * @param web            Settings of web applications.
 * @param locks          Settings by declared name, which win over the annotation.
 */
@ConfigurationProperties("distributed-lock")
public record DistributedLockProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("redis") Store store,
        @Name("wait") @DefaultValue("2s") Duration waitAtMost,
        @DefaultValue("30s") Duration lease,
        @DefaultValue("0s") Duration minHold,
        @Nullable Duration maxHold,
        @DefaultValue("0") int replicas,
        @Nullable Duration replicaTimeout,
        @DefaultValue("lock:") String keyPrefix,
        @DefaultValue("500ms") Duration commandTimeout,
        @DefaultValue("fail") OnOutage onOutage,
        @DefaultValue("warn") InTransaction inTransaction,
        @DefaultValue("fail") StartupCheck startupCheck,
        @DefaultValue FenceTable fence,
        @DefaultValue("" + DEFAULT_ORDER) int order,
        @DefaultValue Web web,
        @DefaultValue Map<String, LockProperties> locks) {

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
     * What to do at the start where Redis cannot be used (a wrong password, a missing right, another client than Lettuce), or the
     * fence table.
     */
    public enum StartupCheck {
        /** The application does not start. An unreachable Redis only warns, so that a start during an outage succeeds. */
        FAIL,
        /** It starts with a warning, and locked methods fail with LockStoreException. */
        WARN,
        /** Nothing is looked at, and locked methods fail with LockStoreException. */
        OFF
    }

    /**
     * Settings of web applications.
     *
     * @param problemDetails Whether to answer 409 for a busy lock and 503 for an unreachable Redis, as problem details.
     */
    public record Web(@DefaultValue("true") boolean problemDetails) {}

    /**
     * The table of the guard FENCE.
     *
     * @param table            Name of the fence table, with its schema if that is not the default.
     * @param initializeSchema When to create the fence table at the start.
     */
    public record FenceTable(
            @DefaultValue("latchkey_fence") String table, @DefaultValue("never") InitializeSchema initializeSchema) {}

    /** When the fence table is created. */
    public enum InitializeSchema {
        /** Never; the application has it created, as by Flyway. */
        NEVER,
        /** In a database that lives in the memory of this process. */
        EMBEDDED,
        /** In every database, unless it is there. */
        ALWAYS
    }

    /**
     * Checks the ranges.
     *
     * @param enabled        whether annotated methods are locked
     * @param store          where locks are kept
     * @param waitAtMost     how long to wait
     * @param lease          how long a lock outlives a crashed holder
     * @param minHold        how long a lock stays taken at least
     * @param maxHold        how long a lock is held at the most
     * @param replicas       how many replicas must confirm
     * @param replicaTimeout how long they have
     * @param keyPrefix      what every Redis key begins with
     * @param commandTimeout how long a caller waits for one answer
     * @param onOutage       what to do while Redis cannot say
     * @param inTransaction  what to do where the caller's transaction is running already
     * @param startupCheck   what to do at the start where Redis cannot be used
     * @param fence          where the guard FENCE keeps its tokens
     * @param order          place among other advisors
     * @param web            settings of web applications
     * @param locks          settings by declared name
     * @throws IllegalArgumentException if a setting is out of its range; the message names it, its value and the limit
     */
    public DistributedLockProperties {
        if (waitAtMost.isNegative()) {
            throw new IllegalArgumentException("distributed-lock.wait is " + waitAtMost.toMillis()
                    + " ms, but must not be negative; 0 = one true try.");
        }
        try {
            redisOptions(keyPrefix, commandTimeout, replicaTimeout);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "distributed-lock.key-prefix, command-timeout or replica-timeout: " + e.getMessage(), e);
        }
        if (lease.compareTo(commandTimeout.multipliedBy(3)) < 0) {
            throw new IllegalArgumentException("distributed-lock.lease is " + lease.toMillis()
                    + " ms, but must be at least three times distributed-lock.command-timeout ("
                    + commandTimeout.toMillis() + " ms), or it cannot be renewed in time.");
        }
        checkAsRequest(waitAtMost, lease, minHold, maxHold, replicas);
        locks = Map.copyOf(locks);
    }

    /** How the application's Redis is used. */
    RedisLockOptions redisOptions() {
        return redisOptions(keyPrefix, commandTimeout, replicaTimeout);
    }

    LockDefaults defaults() {
        Map<String, LockOverrides> overrides = locks.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        Map.Entry::getKey, entry -> entry.getValue().overrides()));
        return new LockDefaults(
                waitAtMost,
                lease,
                commandTimeout.multipliedBy(3),
                minHold,
                maxHold,
                replicas,
                onOutage,
                inTransaction,
                order,
                overrides);
    }

    private static RedisLockOptions redisOptions(
            String keyPrefix, Duration commandTimeout, @Nullable Duration replicaTimeout) {
        RedisLockOptions options =
                RedisLockOptions.DEFAULTS.keyPrefix(keyPrefix).commandTimeout(commandTimeout);
        return replicaTimeout == null ? options : options.replicaTimeout(replicaTimeout);
    }

    private static void checkAsRequest(
            Duration wait, Duration lease, Duration minHold, @Nullable Duration maxHold, int replicas) {
        try {
            LockRequest request = LockRequest.of("distributed-lock")
                    .waitAtMost(wait)
                    .leaseFor(lease)
                    .minHold(minHold)
                    .replicas(replicas);
            (maxHold == null ? request : request.maxHold(maxHold)).checkTogether();
        } catch (LockUsageException e) {
            throw new IllegalArgumentException(
                    "distributed-lock.wait, distributed-lock.lease, distributed-lock.min-hold, distributed-lock.max-hold"
                            + " or distributed-lock.replicas: "
                            + e.getMessage(),
                    e);
        }
    }
}
