package io.github.latchkey.spring.autoconfigure;

import io.github.latchkey.LockClient;
import io.github.latchkey.LockClientBuilder;
import io.github.latchkey.LockListener;
import io.github.latchkey.LockStore;
import io.github.latchkey.spring.DistributedLockAdvisor;
import io.github.latchkey.spring.LockedBeans;
import java.time.Duration;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Role;
import org.springframework.core.env.Environment;

/** Locks annotated methods, on the application's own Redis unless it says otherwise. */
@AutoConfiguration(
        afterName = {
            "org.springframework.boot.autoconfigure.aop.AopAutoConfiguration",
            "org.springframework.boot.autoconfigure.transaction.TransactionAutoConfiguration",
            "org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration",
            "org.springframework.boot.autoconfigure.data.redis.RedisAutoConfiguration",
            "org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration"
        })
@ConditionalOnBooleanProperty(name = "distributed-lock.enabled", matchIfMissing = true)
@EnableConfigurationProperties(DistributedLockProperties.class)
// Memory and quorum before Redis, which takes whatever is left: then a mistyped store is reported as such, and not as a
// missing
// bean.
@Import({
    AutoProxyRegistrar.class,
    MemoryLockStoreConfiguration.class,
    QuorumLockStoreConfiguration.class,
    RedisLockStoreConfiguration.class
})
public final class DistributedLockAutoConfiguration {

    DistributedLockAutoConfiguration() {}

    @Bean
    @ConditionalOnMissingBean(LockClient.class)
    LifecycleLockClient lockClient(
            LockStore store,
            Environment environment,
            ObjectProvider<LockListener> listeners,
            ObjectProvider<LockClientCustomizer> customizers) {
        String application = environment.getProperty("spring.application.name", "app");
        Duration closeGrace = LifecycleLockClient.closeGrace(environment, store.commandTimeout());
        return new LifecycleLockClient(() -> {
            LockClientBuilder builder = LockClient.builder(store)
                    .applicationName(application)
                    .closeGrace(closeGrace)
                    .leaveStoreOpen();
            listeners.orderedStream().forEach(builder::listener);
            customizers.orderedStream().forEach(customizer -> customizer.customize(builder));
            return builder.build();
        });
    }

    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    @ConditionalOnMissingBean
    static DistributedLockAdvisor distributedLockAdvisor(BeanFactory beans) {
        return new DistributedLockAdvisor(new ApplicationLockSetup(beans));
    }

    @Bean
    LockStartup lockStartup(
            DistributedLockAdvisor advisor,
            ObjectProvider<LockStore> store,
            DistributedLockProperties properties,
            ConfigurableListableBeanFactory beans) {
        return new LockStartup(new LockedBeans(advisor), store.getIfUnique(), properties, beans);
    }
}
