package io.github.latchkey.spring.autoconfigure;

import io.github.latchkey.spring.LockedCallObserver;
import io.github.latchkey.spring.metrics.LockObservations;
import io.micrometer.observation.ObservationRegistry;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** Observes locked methods where the application has an observation registry, but no metrics, which bring their own observer. */
@AutoConfiguration(
        after = DistributedLockMetricsAutoConfiguration.class,
        afterName = {
            "org.springframework.boot.actuate.autoconfigure.observation.ObservationAutoConfiguration",
            "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration"
        })
@ConditionalOnClass(ObservationRegistry.class)
@ConditionalOnBean(ObservationRegistry.class)
@ConditionalOnBooleanProperty(name = "distributed-lock.enabled", matchIfMissing = true)
public final class DistributedLockObservationAutoConfiguration {

    DistributedLockObservationAutoConfiguration() {}

    @Bean
    @ConditionalOnMissingBean
    LockedCallObserver lockedCallObserver(ObservationRegistry registry) {
        return new LockObservations(registry, lock -> {});
    }
}
