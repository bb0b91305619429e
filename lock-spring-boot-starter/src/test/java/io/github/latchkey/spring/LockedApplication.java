package io.github.latchkey.spring;

import io.github.latchkey.redis.RedisServer;
import io.github.latchkey.spring.autoconfigure.DistributedLockAutoConfiguration;
import io.github.latchkey.spring.autoconfigure.DistributedLockDisabledAutoConfiguration;
import io.github.latchkey.spring.autoconfigure.DistributedLockWebAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.autoconfigure.data.redis.RedisAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** Applications with the starter on their class path. */
public final class LockedApplication {

    /** What Spring Boot finds in the starter, and what the starter builds on. */
    public static final AutoConfigurations STARTER = AutoConfigurations.of(
            AopAutoConfiguration.class,
            RedisAutoConfiguration.class,
            DistributedLockAutoConfiguration.class,
            DistributedLockDisabledAutoConfiguration.class,
            DistributedLockWebAutoConfiguration.class);

    private LockedApplication() {}

    /** An application without Redis. */
    public static ApplicationContextRunner inMemory() {
        return new ApplicationContextRunner()
                .withConfiguration(STARTER)
                .withPropertyValues("distributed-lock.store=memory");
    }

    /** An application with a Redis of its own. */
    public static ApplicationContextRunner on(RedisServer redis) {
        return new ApplicationContextRunner().withConfiguration(STARTER).withPropertyValues(settings(redis));
    }

    /** The settings that an application with this Redis has. */
    public static String[] settings(RedisServer redis) {
        return new String[] {
            "spring.application.name=shop", "spring.data.redis.host=127.0.0.1", "spring.data.redis.port=" + redis.port()
        };
    }
}
