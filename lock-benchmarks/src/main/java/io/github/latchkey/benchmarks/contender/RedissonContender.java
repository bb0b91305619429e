package io.github.latchkey.benchmarks.contender;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.redisson.Redisson;
import org.redisson.api.RLock;
import org.redisson.api.RedissonClient;
import org.redisson.config.Config;

/** Redisson's RLock with its watchdog, in its default configuration. */
final class RedissonContender implements Contender {

    private final RedissonClient client;

    RedissonContender(String uri, Duration lease) {
        Config config = new Config();
        config.setLockWatchdogTimeout(lease.toMillis());
        config.useSingleServer().setAddress(uri);
        this.client = Redisson.create(config);
    }

    @Override
    public @Nullable Held take(String name, Duration wait) throws InterruptedException {
        RLock lock = client.getLock(name);
        boolean taken = wait.isZero() ? lock.tryLock() : lock.tryLock(wait.toMillis(), TimeUnit.MILLISECONDS);
        return taken ? () -> release(lock) : null;
    }

    private static boolean release(RLock lock) {
        try {
            lock.unlock();
            return true;
        } catch (IllegalMonitorStateException e) {
            return false;
        }
    }

    @Override
    public void close() {
        client.shutdown(0, 2, TimeUnit.SECONDS);
    }
}
