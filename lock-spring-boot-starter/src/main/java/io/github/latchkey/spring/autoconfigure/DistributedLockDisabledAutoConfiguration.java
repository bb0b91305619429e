package io.github.latchkey.spring.autoconfigure;

import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;

/** Says once that annotated methods run unlocked. */
@AutoConfiguration
@ConditionalOnBooleanProperty(name = "distributed-lock.enabled", havingValue = false)
public final class DistributedLockDisabledAutoConfiguration {

    DistributedLockDisabledAutoConfiguration() {
        LoggerFactory.getLogger(DistributedLockDisabledAutoConfiguration.class)
                .warn(
                        "Latchkey is switched off (distributed-lock.enabled=false): methods with @DistributedLock run unlocked.");
    }
}
