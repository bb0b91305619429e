package io.github.latchkey.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.latchkey.LockClient;
import io.github.latchkey.LockRequest;
import io.github.latchkey.LockStore;
import io.github.latchkey.memory.MemoryLockStore;
import io.github.latchkey.redis.RedisLockStore;
import io.github.latchkey.spring.CapturedLog;
import io.github.latchkey.spring.DistributedLock;
import io.github.latchkey.spring.DistributedLockAdvisor;
import io.github.latchkey.spring.LockedApplication;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ConfigurableApplicationContext;

class AutoConfigurationTest {

    private final ApplicationContextRunner inMemory = LockedApplication.inMemory();

    @Test
    void theStoreIsTheApplicationsRedisByDefault() {
        new ApplicationContextRunner()
                .withConfiguration(LockedApplication.STARTER)
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .hasSingleBean(RedisLockStore.class)
                        .getBean(LockStore.class)
                        .extracting(LockStore::describe)
                        .asString()
                        .contains("localhost:6379"));
    }

    @Test
    void theMemoryStoreNeedsNoRedis() {
        new ApplicationContextRunner()
                .withConfiguration(LockedApplication.STARTER)
                .withPropertyValues(
                        "distributed-lock.store=memory",
                        "spring.autoconfigure.exclude=" + LockedApplication.REDIS.getName())
                .withBean(Reports.class)
                .run(context -> {
                    assertThat(context).hasNotFailed().hasSingleBean(MemoryLockStore.class);
                    assertThat(context.getBean(Reports.class).report()).isEqualTo("reported");
                });
    }

    @Test
    void theSetUpIsSummedUpInOneLine() {
        try (CapturedLog log = CapturedLog.open()) {
            inMemory.withPropertyValues("distributed-lock.wait=250ms", "distributed-lock.lease=1m")
                    .withBean(Reports.class)
                    .run(context -> assertThat(context).hasNotFailed());

            assertThat(log.lines())
                    .filteredOn(line -> line.startsWith("INFO"))
                    .singleElement()
                    .asString()
                    .startsWith("INFO Latchkey ")
                    .endsWith("prefix 'lock:', wait 250 ms, lease 60000 ms (renewed), 1 locked methods");
        }
    }

    @Test
    void switchedOffItSaysOnceThatMethodsRunUnlocked() {
        try (CapturedLog log = CapturedLog.open()) {
            inMemory.withPropertyValues("distributed-lock.enabled=false")
                    .withBean(Reports.class)
                    .run(context -> {
                        assertThat(context)
                                .hasNotFailed()
                                .doesNotHaveBean(LockClient.class)
                                .doesNotHaveBean(DistributedLockAdvisor.class);
                        context.getBean(Reports.class).report();
                        context.getBean(Reports.class).report();
                    });

            assertThat(log.lines())
                    .containsExactly("WARN Latchkey is switched off (distributed-lock.enabled=false): methods with"
                            + " @DistributedLock run unlocked.");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    distributed-lock.wait=-1s            | distributed-lock.wait is -1000 ms, but must not be negative
                    distributed-lock.lease=1s            | distributed-lock.lease is 1000 ms, but must be at least three times
                    distributed-lock.lease=0             | distributed-lock.lease is 0 ms
                    distributed-lock.command-timeout=1ms | command-timeout or replica-timeout: commandTimeout is PT0.001S, but must
                    distributed-lock.key-prefix={shop}   | distributed-lock.key-prefix, command-timeout or replica-timeout: keyPrefix
                    distributed-lock.replica-timeout=1s  | replicaTimeout is PT1S, but must be at least 1 ms and shorter
                    distributed-lock.replicas=-1         | distributed-lock.replicas: replicas of lock 'distributed-lock' is -1
                    distributed-lock.wait=400d           | distributed-lock.wait, distributed-lock.lease
                    distributed-lock.store=files         | Failed to convert
                    distributed-lock.wait=soon           | Failed to convert
                    """)
    void aSettingOutOfRangeFailsTheStart(String setting, String problem) {
        LockedApplication.inMemory()
                .withPropertyValues(setting)
                .run(context -> assertThat(context).getFailure().satisfies(failure -> {
                    List<String> messages = new ArrayList<>();
                    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
                        messages.add(String.valueOf(cause.getMessage()));
                    }
                    assertThat(messages).anyMatch(message -> message.contains(problem));
                }));
    }

    @Test
    void anotherClientThanLettuceFailsTheStart() {
        new ApplicationContextRunner()
                .withConfiguration(LockedApplication.STARTER)
                .withPropertyValues("spring.data.redis.client-type=jedis")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .isInstanceOf(RedisUnsuitableException.class)
                        .hasMessageContaining("need Lettuce"));
    }

    @Test
    void aContextThatWasStoppedLocksAgainAfterItsRestart() {
        inMemory.withBean(Reports.class).run(context -> {
            ConfigurableApplicationContext application = context.getSourceApplicationContext();
            application.stop();
            application.start();

            assertThat(context.getBean(Reports.class).report()).isEqualTo("reported");
            assertThat(context.getBean(LockClient.class)
                            .tryAcquire(LockRequest.of("report").waitAtMost(Duration.ZERO)))
                    .hasValueSatisfying(lease -> assertThat(lease.release()).isTrue());
        });
    }

    @Test
    void anApplicationWithoutSpringWebStarts() {
        inMemory.withClassLoader(new FilteredClassLoader("org.springframework.web", "org.mockito"))
                .withBean(Reports.class)
                .run(context -> assertThat(context).hasNotFailed());
    }

    public static class Reports {
        @DistributedLock(key = "'report'")
        public String report() {
            return "reported";
        }
    }
}
