package io.github.latchkey.spring.autoconfigure;

import io.github.latchkey.LockClient;
import io.github.latchkey.LockStore;
import io.github.latchkey.quorum.QuorumLockStore;
import io.github.latchkey.redis.RedisLockStore;
import io.github.latchkey.redis.RedisTopology;
import io.github.latchkey.spring.autoconfigure.QuorumLockStoreConfiguration.NodesAreNamed;
import io.lettuce.core.RedisURI;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** The store in a majority of several Redis, which the application names; its own Redis is not used for locks then. */
@Configuration(proxyBeanMethods = false)
@Conditional(NodesAreNamed.class)
@EnableConfigurationProperties(QuorumProperties.class)
class QuorumLockStoreConfiguration {

    private static final String NODES = "distributed-lock.quorum.nodes";

    @Bean
    @ConditionalOnMissingBean({LockStore.class, LockClient.class})
    QuorumLockStore lockStore(
            QuorumProperties quorum, DistributedLockProperties properties, ObjectProvider<SslBundles> bundles) {
        checkLease(quorum, properties);
        List<RedisURI> nodes = quorum.nodes().stream().map(RedisURI::create).toList();
        List<RedisLockStore> stores = RedisLockStore.connectAll(
                nodes.stream().map(RedisTopology::of).toList(),
                properties.redisOptions(),
                QuorumTls.options(nodes, quorum.sslBundle(), bundles.getIfAvailable()));
        try {
            return QuorumLockStore.of(stores, quorum.options());
        } catch (IllegalArgumentException e) {
            stores.forEach(RedisLockStore::close);
            throw new IllegalArgumentException(NODES + ": " + e.getMessage(), e);
        }
    }

    private static void checkLease(QuorumProperties quorum, DistributedLockProperties properties) {
        if (properties.lease().compareTo(quorum.longestLease()) > 0) {
            throw new IllegalArgumentException("distributed-lock.lease is " + properties.lease()
                    + ", but distributed-lock.quorum.longest-lease is " + quorum.longestLease()
                    + ". Make the lease shorter, or raise longest-lease for all who use these nodes.");
        }
    }

    /** Also where they are named one by one, as {@code nodes[0]}. */
    static final class NodesAreNamed implements Condition {

        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return Binder.get(context.getEnvironment())
                    .bind(NODES, Bindable.listOf(String.class))
                    .isBound();
        }
    }
}
