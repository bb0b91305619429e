package io.github.latchkey.spring.autoconfigure;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Reports what is wrong with the application's Redis connection, and the ways out. */
final class RedisUnsuitableFailureAnalyzer extends AbstractFailureAnalyzer<RedisUnsuitableException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, RedisUnsuitableException cause) {
        return new FailureAnalysis(
                String.valueOf(cause.getMessage()),
                "Configure spring.data.redis.* for one standalone Redis with Lettuce, define a LockStore bean of your own, or set"
                        + " distributed-lock.store=memory for a single process. With distributed-lock.startup-check=warn the"
                        + " application starts all the same, and locked methods fail with LockStoreException.",
                cause);
    }
}
