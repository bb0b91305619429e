package io.github.latchkey.spring.autoconfigure;

import io.github.latchkey.LockClient;
import io.github.latchkey.spring.LockedCallObserver;
import io.github.latchkey.spring.metrics.LockMetrics;
import io.github.latchkey.spring.metrics.LockObservations;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** Measures locks, and observes locked methods, where the application has a meter registry. */
@AutoConfiguration(
        after = DistributedLockAutoConfiguration.class,
        afterName = {
            "org.springframework.boot.actuate.autoconfigure.metrics.CompositeMeterRegistryAutoConfiguration",
            "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration"
        })
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnBean(MeterRegistry.class)
@ConditionalOnBooleanProperty(name = "distributed-lock.enabled", matchIfMissing = true)
public final class DistributedLockMetricsAutoConfiguration {

    DistributedLockMetricsAutoConfiguration() {}

    @Bean
    @ConditionalOnMissingBean
    LockMetrics lockMetrics() {
        return new LockMetrics();
    }

    @Bean
    @ConditionalOnMissingBean
    LockedCallObserver lockedCallObserver(LockMetrics metrics, ObjectProvider<ObservationRegistry> registry) {
        return new LockObservations(registry.getIfUnique(() -> ObservationRegistry.NOOP), metrics::countUnlocked);
    }

    /** Late, so that a client that is wanted early, being told to its listeners, does not bring the registry with it. */
    @Bean
    SmartInitializingSingleton lockMetricsBinding(
            LockMetrics metrics, ObjectProvider<MeterRegistry> registry, ObjectProvider<LockClient> clients) {
        return () -> registry.ifUnique(
                measured -> metrics.bindTo(measured, clients.orderedStream().toList()));
    }
}
