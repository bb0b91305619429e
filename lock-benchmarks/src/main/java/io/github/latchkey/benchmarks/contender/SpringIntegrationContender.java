package io.github.latchkey.benchmarks.contender;

import java.time.Duration;
import java.util.ConcurrentModificationException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.integration.redis.util.RedisLockRegistry;
import org.springframework.integration.redis.util.RedisLockRegistry.RedisLockType;

/** Spring Integration's RedisLockRegistry, which renews nothing by default. */
final class SpringIntegrationContender implements Contender {

    private final LettuceConnectionFactory factory;
    private final RedisLockRegistry registry;

    SpringIntegrationContender(String uri, Duration lease, RedisLockType type) {
        this.factory = SpringRedis.connect(uri);
        this.registry = new RedisLockRegistry(factory, "registry", lease);
        registry.setRedisLockType(type);
    }

    @Override
    public @Nullable Held take(String name, Duration wait) throws InterruptedException {
        Lock lock = registry.obtain(name);
        try {
            boolean taken = wait.isZero() ? lock.tryLock() : lock.tryLock(wait.toMillis(), TimeUnit.MILLISECONDS);
            return taken ? () -> release(lock) : null;
        } catch (CannotAcquireLockException e) {
            if (e.getCause() instanceof IllegalStateException) {
                // Evicted from the registry's cache before it was used: the message asks for a fresh one.
                return take(name, wait);
            }
            throw e;
        }
    }

    private static boolean release(Lock lock) {
        try {
            lock.unlock();
            return true;
        } catch (ConcurrentModificationException e) {
            return false;
        }
    }

    @Override
    public void close() {
        registry.destroy();
        factory.destroy();
    }
}
