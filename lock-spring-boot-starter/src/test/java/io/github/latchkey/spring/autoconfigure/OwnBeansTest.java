package io.github.latchkey.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.latchkey.LockClient;
import io.github.latchkey.LockStore;
import io.github.latchkey.memory.MemoryLockStore;
import io.github.latchkey.spring.CapturedLog;
import io.github.latchkey.spring.DistributedLock;
import io.github.latchkey.spring.DistributedLockAdvisor;
import io.github.latchkey.spring.InTransaction;
import io.github.latchkey.spring.LockDeclarationException;
import io.github.latchkey.spring.LockDefaults;
import io.github.latchkey.spring.LockSetup;
import io.github.latchkey.spring.LockedApplication;
import io.github.latchkey.spring.OnOutage;
import io.github.latchkey.spring.autoconfigure.AutoConfigurationTest.Reports;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** Beans of the application that take the place of the starter's. */
class OwnBeansTest {

    private final ApplicationContextRunner inMemory = LockedApplication.inMemory();

    @Test
    void beansOfTheApplicationWin() {
        LockStore store = new MemoryLockStore();
        LockClient client = LockClient.builder(store).build();
        DistributedLockAdvisor advisor = new DistributedLockAdvisor(new OwnSetup(client));

        inMemory.withBean("ownStore", LockStore.class, () -> store)
                .withBean("ownClient", LockClient.class, () -> client)
                .withBean("ownAdvisor", DistributedLockAdvisor.class, () -> advisor, OwnBeansTest::infrastructure)
                .withBean(Reports.class)
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(context.getBean(LockStore.class)).isSameAs(store);
                    assertThat(context.getBean(LockClient.class)).isSameAs(client);
                    assertThat(context.getBean(DistributedLockAdvisor.class)).isSameAs(advisor);
                    assertThat(context.getBean(Reports.class).report()).isEqualTo("reported");
                });
    }

    @Test
    void noBeanOfTheStarterComesTooEarlyForOtherPostProcessors() {
        // Spring Data's web support has such a post-processor, too.
        List<String> seen = new ArrayList<>();
        BeanPostProcessor late = new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String beanName) {
                seen.add(beanName);
                return bean;
            }
        };

        inMemory.withBean("late", BeanPostProcessor.class, () -> late)
                .withBean(Reports.class)
                .run(context -> {
                    assertThat(context.getBean(Reports.class).report()).isEqualTo("reported");
                    assertThat(seen).contains(context.getBeanNamesForType(DistributedLockProperties.class));
                    assertThat(seen).contains("lockClient", "lockStore", "lockStartup");
                });
    }

    @Test
    void aClientOfTheApplicationNeedsNoStoreOfTheStarter() {
        LockClient client = LockClient.builder(new MemoryLockStore()).build();
        try (CapturedLog log = CapturedLog.open()) {
            new ApplicationContextRunner()
                    .withConfiguration(LockedApplication.STARTER)
                    .withPropertyValues("spring.data.redis.port=1")
                    .withBean(LockClient.class, () -> client)
                    .withBean(Reports.class)
                    .run(context -> {
                        assertThat(context).hasNotFailed().doesNotHaveBean(LockStore.class);
                        assertThat(context.getBean(Reports.class).report()).isEqualTo("reported");
                    });

            assertThat(log.lines())
                    .anyMatch(line -> line.contains("locks in the application's own LockClient"))
                    .noneMatch(line -> line.startsWith("WARN"));
        }
    }

    @Test
    void severalClientsWithoutAPrimaryOneFailTheStart() {
        inMemory.withBean("one", LockClient.class, () -> LockClient.builder(new MemoryLockStore())
                        .build())
                .withBean("two", LockClient.class, () -> LockClient.builder(new MemoryLockStore())
                        .build())
                .withBean(Reports.class)
                .run(context -> assertThat(context)
                        .getFailure()
                        .isInstanceOf(LockDeclarationException.class)
                        .hasMessageContaining(
                                "report(): it names no client, and there is not one LockClient bean to take")
                        .hasMessageContaining("one,two"));
    }

    @Test
    void methodsChooseTheirClientByBeanName() {
        LockStore one = new MemoryLockStore();
        LockStore two = new MemoryLockStore();

        inMemory.withBean("one", LockClient.class, () -> LockClient.builder(one).build())
                .withBean("two", LockClient.class, () -> LockClient.builder(two).build())
                .withBean(Branches.class)
                .run(context -> {
                    Branches branches = context.getBean(Branches.class);

                    assertThat(branches.one(() -> taken(one, two))).containsExactly(true, false);
                    assertThat(branches.two(() -> taken(one, two))).containsExactly(false, true);
                });
    }

    private static List<Boolean> taken(LockStore... stores) {
        return Stream.of(stores)
                .map(store ->
                        store.inspect("branch").toCompletableFuture().join().isTaken())
                .toList();
    }

    private record OwnSetup(LockClient client) implements LockSetup {
        @Override
        public LockClient client(String bean) {
            return client;
        }

        @Override
        public LockDefaults defaults() {
            Duration lease = Duration.ofSeconds(5);
            return new LockDefaults(
                    Duration.ZERO,
                    lease,
                    lease,
                    Duration.ZERO,
                    null,
                    0,
                    OnOutage.FAIL,
                    InTransaction.WARN,
                    0,
                    Map.of());
        }

        @Override
        public String resolve(String text) {
            return text;
        }
    }

    private static void infrastructure(BeanDefinition definition) {
        definition.setRole(BeanDefinition.ROLE_INFRASTRUCTURE);
    }

    public static class Branches {
        @DistributedLock(key = "'branch'", client = "one")
        public List<Boolean> one(Supplier<List<Boolean>> work) {
            return work.get();
        }

        @DistributedLock(key = "'branch'", client = "two")
        public List<Boolean> two(Supplier<List<Boolean>> work) {
            return work.get();
        }
    }
}
