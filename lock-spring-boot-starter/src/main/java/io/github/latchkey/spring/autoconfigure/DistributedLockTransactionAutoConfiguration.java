package io.github.latchkey.spring.autoconfigure;

import io.github.latchkey.spring.TransactionGuard;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Role;

/** Refuses commits of transactions whose locks are lost. */
@AutoConfiguration(after = DistributedLockAutoConfiguration.class)
@ConditionalOnBooleanProperty(name = "distributed-lock.enabled", matchIfMissing = true)
public final class DistributedLockTransactionAutoConfiguration {

    DistributedLockTransactionAutoConfiguration() {}

    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static GuardedTransactionManagers guardedTransactionManagers(BeanFactory beans) {
        return new GuardedTransactionManagers(new TransactionGuard(new ApplicationLockSetup(beans)));
    }
}
