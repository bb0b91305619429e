package io.github.latchkey.benchmarks.contender;

import com.baomidou.lock.LockInfo;
import com.baomidou.lock.LockTemplate;
import com.baomidou.lock.executor.RedisTemplateLockExecutor;
import com.baomidou.lock.spring.boot.autoconfigure.Lock4jProperties;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;

/** Lock4j's LockTemplate on its RedisTemplate executor; a given lease is not renewed. */
final class Lock4jContender implements Contender {

    private final LettuceConnectionFactory factory;
    private final LockTemplate locks = new LockTemplate();
    private final long leaseMillis;

    Lock4jContender(String uri, Duration lease) {
        this.factory = SpringRedis.connect(uri);
        this.leaseMillis = lease.toMillis();
        Lock4jProperties properties = new Lock4jProperties();
        properties.setPrimaryExecutor(RedisTemplateLockExecutor.class);
        locks.setProperties(properties);
        locks.setExecutors(List.of(new RedisTemplateLockExecutor(new StringRedisTemplate(factory), properties)));
        try {
            locks.afterPropertiesSet();
        } catch (Exception e) {
            throw new IllegalStateException("Lock4j cannot be set up", e);
        }
    }

    @Override
    public @Nullable Held take(String name, Duration wait) {
        LockInfo taken = locks.lock(name, leaseMillis, wait.toMillis());
        return taken == null ? null : () -> locks.releaseLock(taken);
    }

    @Override
    public void close() {
        factory.destroy();
    }
}
