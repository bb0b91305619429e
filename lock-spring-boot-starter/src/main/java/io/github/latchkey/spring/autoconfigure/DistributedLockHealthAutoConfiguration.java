package io.github.latchkey.spring.autoconfigure;

import io.github.latchkey.LockStore;
import io.github.latchkey.spring.actuate.Boot4LockHealth;
import java.util.Map;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.context.annotation.Bean;

/** The health of lock stores on Spring Boot 4. */
@AutoConfiguration(
        after = DistributedLockAutoConfiguration.class,
        beforeName = "org.springframework.boot.health.autoconfigure.contributor.HealthContributorAutoConfiguration")
// By its name, for on the other generation it is not there.
@ConditionalOnClass(name = "org.springframework.boot.health.contributor.HealthIndicator")
@ConditionalOnBean(LockStore.class)
@ConditionalOnBooleanProperty(name = "distributed-lock.enabled", matchIfMissing = true)
public final class DistributedLockHealthAutoConfiguration {

    DistributedLockHealthAutoConfiguration() {}

    @Bean
    @ConditionalOnEnabledHealthIndicator("locks")
    @ConditionalOnMissingBean(name = {"locksHealthIndicator", "locksHealthContributor"})
    HealthContributor locksHealthContributor(Map<String, LockStore> stores) {
        return Boot4LockHealth.of(stores);
    }
}
