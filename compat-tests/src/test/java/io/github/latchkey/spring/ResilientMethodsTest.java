package io.github.latchkey.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.resilience.annotation.EnableResilientMethods;
import org.springframework.resilience.annotation.Retryable;

/** The lock and the attempts of Spring Framework's own annotation, which Spring Boot 3.5 does not have. */
class ResilientMethodsTest {

    @Test
    void eachAttemptTakesTheLockAnew() {
        List<Long> tokens = new ArrayList<>();

        LockedApplication.inMemory()
                .withUserConfiguration(Retrying.class)
                .withBean(Orders.class)
                .run(context -> context.getBean(Orders.class).pay(tokens));

        assertThat(tokens).hasSize(3).doesNotHaveDuplicates();
    }

    @EnableResilientMethods
    static class Retrying {}

    static class Orders {
        @DistributedLock(key = "'retried'")
        @Retryable(maxRetries = 2, delay = 1)
        public void pay(List<Long> tokens) {
            tokens.add(LockContext.current().fencingToken());
            if (tokens.size() < 3) {
                throw new IllegalStateException("try again");
            }
        }
    }
}
