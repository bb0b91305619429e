package io.github.latchkey.spring.autoconfigure;

import io.github.latchkey.LockClient;
import io.github.latchkey.LockStore;
import io.github.latchkey.redis.RedisLockOptions;
import io.github.latchkey.redis.RedisLockStore;
import io.github.latchkey.spring.autoconfigure.DistributedLockProperties.StartupCheck;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/** The store on the application's own Redis client, with a connection of its own. */
@Configuration(proxyBeanMethods = false)
class RedisLockStoreConfiguration {

    @Bean
    @ConditionalOnMissingBean({LockStore.class, LockClient.class})
    LockStore lockStore(
            ObjectProvider<RedisConnectionFactory> factories,
            DistributedLockProperties properties,
            Environment environment) {
        try {
            return redisStore(factories, properties, environment);
        } catch (RedisUnsuitableException e) {
            if (properties.startupCheck() == StartupCheck.FAIL) {
                throw e;
            }
            return new UnusableLockStore(String.valueOf(e.getMessage()), properties.commandTimeout());
        }
    }

    private static RedisLockStore redisStore(
            ObjectProvider<RedisConnectionFactory> factories,
            DistributedLockProperties properties,
            Environment environment) {
        LettuceConnectionFactory factory = lettuce(factories.getIfUnique());
        RedisLockOptions options = properties.redisOptions();
        // Asked again at each connect: the factory may be stopped and started with the context.
        return RedisLockStore.borrow(
                factory::getRequiredNativeClient, ApplicationRedis.topology(factory, environment), options);
    }

    private static LettuceConnectionFactory lettuce(@Nullable RedisConnectionFactory factory) {
        if (factory == null) {
            throw new RedisUnsuitableException(
                    "Distributed locks need one RedisConnectionFactory, but there is none, or several"
                            + " without a primary one.");
        }
        if (!(factory instanceof LettuceConnectionFactory lettuce)) {
            throw new RedisUnsuitableException("Distributed locks need Lettuce, but the RedisConnectionFactory is a "
                    + factory.getClass().getSimpleName() + ".");
        }
        return lettuce;
    }
}
