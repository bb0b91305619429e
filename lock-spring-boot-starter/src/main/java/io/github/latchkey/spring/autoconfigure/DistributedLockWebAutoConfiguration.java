package io.github.latchkey.spring.autoconfigure;

import io.github.latchkey.spring.web.LockExceptionAdvice;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;

/** Turns busy into 409 and an unreachable store into 503 in web applications. */
@AutoConfiguration(after = DistributedLockAutoConfiguration.class)
@ConditionalOnWebApplication
@ConditionalOnClass(name = "org.springframework.web.bind.annotation.RestControllerAdvice")
@ConditionalOnBooleanProperty(
        name = {"distributed-lock.enabled", "distributed-lock.web.problem-details"},
        matchIfMissing = true)
public final class DistributedLockWebAutoConfiguration {

    DistributedLockWebAutoConfiguration() {}

    @Bean
    @ConditionalOnMissingBean
    LockExceptionAdvice lockExceptionAdvice() {
        return new LockExceptionAdvice();
    }
}
