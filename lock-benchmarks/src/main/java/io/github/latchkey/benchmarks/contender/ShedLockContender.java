package io.github.latchkey.benchmarks.contender;

import java.time.Duration;
import net.javacrumbs.shedlock.core.ClockProvider;
import net.javacrumbs.shedlock.core.LockConfiguration;
import net.javacrumbs.shedlock.core.SimpleLock;
import net.javacrumbs.shedlock.provider.redis.spring.RedisLockProvider;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/** ShedLock's provider for Spring Data Redis: it neither waits nor tells whether a lock was lost. */
final class ShedLockContender implements Contender {

    private final LettuceConnectionFactory factory;
    private final RedisLockProvider provider;
    private final Duration lease;

    ShedLockContender(String uri, Duration lease) {
        this.factory = SpringRedis.connect(uri);
        this.provider = new RedisLockProvider(factory);
        this.lease = lease;
    }

    @Override
    public @Nullable Held take(String name, Duration wait) {
        LockConfiguration configuration = new LockConfiguration(ClockProvider.now(), name, lease, Duration.ZERO);
        return provider.lock(configuration).map(ShedLockContender::held).orElse(null);
    }

    private static Held held(SimpleLock lock) {
        return () -> {
            lock.unlock();
            return true;
        };
    }

    @Override
    public void close() {
        factory.destroy();
    }
}
