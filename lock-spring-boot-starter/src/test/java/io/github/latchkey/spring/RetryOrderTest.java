package io.github.latchkey.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.latchkey.spring.autoconfigure.DistributedLockProperties;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.core.type.AnnotationMetadata;
import org.springframework.retry.annotation.Backoff;
import org.springframework.retry.annotation.EnableRetry;
import org.springframework.retry.annotation.RetryConfiguration;
import org.springframework.retry.annotation.Retryable;

/** The lock and the attempts of Spring Retry. */
class RetryOrderTest {

    @Test
    void theLockIsHeldOverAllAttempts() {
        List<Long> tokens = tokens(Inside.class);

        assertThat(tokens).hasSize(3).containsOnly(tokens.get(0));
    }

    @Test
    void withTheRetriesFurtherOutEachAttemptTakesTheLockAnew() {
        assertThat(tokens(Outside.class)).hasSize(3).doesNotHaveDuplicates();
    }

    private static List<Long> tokens(Class<?> configuration) {
        List<Long> tokens = new ArrayList<>();
        LockedApplication.inMemory()
                .withBean(
                        RetryConfiguration.class,
                        () -> advisor(configuration),
                        definition -> definition.setRole(BeanDefinition.ROLE_INFRASTRUCTURE))
                .withBean(Orders.class)
                .run(context -> context.getBean(Orders.class).pay(tokens));
        return tokens;
    }

    /** What the annotation imports, but for the auto-proxy creator, which would want AspectJ. */
    private static RetryConfiguration advisor(Class<?> configuration) {
        RetryConfiguration advisor = new RetryConfiguration();
        advisor.setImportMetadata(AnnotationMetadata.introspect(configuration));
        return advisor;
    }

    @EnableRetry
    static class Inside {}

    @EnableRetry(order = DistributedLockProperties.DEFAULT_ORDER - 1)
    static class Outside {}

    static class Orders {
        @DistributedLock(key = "'retried'")
        @Retryable(maxAttempts = 3, backoff = @Backoff(delay = 1))
        public void pay(List<Long> tokens) {
            tokens.add(LockContext.current().fencingToken());
            if (tokens.size() < 3) {
                throw new IllegalStateException("try again");
            }
        }
    }
}
