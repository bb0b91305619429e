package io.github.latchkey.spring.autoconfigure;

import io.github.latchkey.LockClient;
import io.github.latchkey.LockStore;
import io.github.latchkey.redis.RedisLockOptions;
import io.github.latchkey.redis.RedisLockStore;
import io.github.latchkey.redis.RedisTopology;
import io.github.latchkey.spring.autoconfigure.DistributedLockProperties.StartupCheck;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.data.redis.connection.RedisClusterConfiguration;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.RedisSocketConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/** The store on the application's own Redis client, with a connection of its own. */
@Configuration(proxyBeanMethods = false)
class RedisLockStoreConfiguration {

    private static final String MASTER_REPLICA = "spring.data.redis.masterreplica.nodes";

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
        // Its client has no address of its own, so nothing else tells this set-up from a standalone Redis.
        if (Binder.get(environment)
                .bind(MASTER_REPLICA, Bindable.listOf(String.class))
                .isBound()) {
            throw new RedisUnsuitableException(
                    "This version of Latchkey locks on one standalone Redis; the application's is" + " configured by "
                            + MASTER_REPLICA + ".");
        }
        RedisLockOptions options = properties.redisOptions();
        // Asked again at each connect: the factory may be stopped and started with the context.
        return RedisLockStore.borrow(factory::getRequiredNativeClient, topology(factory), options);
    }

    private static RedisTopology topology(LettuceConnectionFactory factory) {
        RedisClusterConfiguration cluster = factory.getClusterConfiguration();
        return cluster == null ? RedisTopology.ofClient(address(factory)) : ClusterSeeds.of(factory, cluster);
    }

    private static String address(LettuceConnectionFactory factory) {
        RedisSocketConfiguration socket = factory.getSocketConfiguration();
        return socket == null ? factory.getHostName() + ":" + factory.getPort() : socket.getSocket();
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
        if (lettuce.getSentinelConfiguration() != null) {
            throw new RedisUnsuitableException(
                    "This version of Latchkey locks on one standalone Redis, or on a cluster;"
                            + " the application's is configured with sentinels.");
        }
        return lettuce;
    }
}
