package io.github.latchkey.spring.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.latchkey.LockClient;
import io.github.latchkey.LockEvent;
import io.github.latchkey.LockLease;
import io.github.latchkey.LockRequest;
import io.github.latchkey.memory.MemoryLockStore;
import io.github.latchkey.spring.BootConfigurations;
import io.github.latchkey.spring.DistributedLock;
import io.github.latchkey.spring.LockedApplication;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;

class LockMetricsTest {

    private static final AutoConfigurations METRICS = BootConfigurations.named(
            "MetricsAutoConfiguration",
            "CompositeMeterRegistryAutoConfiguration",
            "SimpleMetricsExportAutoConfiguration");

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final LockMetrics metrics = new LockMetrics();

    @Test
    void everyEventIsCountedAndTimedUnderItsLock() {
        metrics.bindTo(registry, List.of());

        metrics.on(waited(LockEvent.Kind.ACQUIRED, 20, true));
        metrics.on(waited(LockEvent.Kind.ACQUIRED, 10, false));
        metrics.on(waited(LockEvent.Kind.BUSY, 200, true));
        metrics.on(held(LockEvent.Kind.RENEWED, 10_000, 19_000, 250));
        metrics.on(held(LockEvent.Kind.RELEASED, 12_000, 28_000, null));
        metrics.on(held(LockEvent.Kind.LOST, 40_000, null, null));

        assertThat(millis("latchkey.lock.wait", "outcome", "acquired")).isEqualTo(30);
        assertThat(millis("latchkey.lock.wait", "outcome", "busy")).isEqualTo(200);
        assertThat(millis("latchkey.lock.wait", "outcome", "failed")).isZero();
        assertThat(millis("latchkey.lock.wait", "outcome", "cancelled")).isZero();
        assertThat(millis("latchkey.lock.hold", "outcome", "released")).isEqualTo(12_000);
        assertThat(millis("latchkey.lock.hold", "outcome", "lost")).isEqualTo(40_000);
        assertThat(count("latchkey.lock.contended")).isEqualTo(2);
        assertThat(count("latchkey.lock.lost")).isEqualTo(1);
        assertThat(millis("latchkey.lock.renewal.lag", "lock", "order-pay")).isEqualTo(250);
        assertThat(millis("latchkey.lock.lease.headroom", "at", "renewal")).isEqualTo(19_000);
        assertThat(millis("latchkey.lock.lease.headroom", "at", "release")).isEqualTo(28_000);
    }

    @Test
    void noTagIsMadeOfTheKey() {
        metrics.bindTo(registry, List.of());

        for (int order = 0; order < 100; order++) {
            metrics.on(new LockEvent(
                    LockEvent.Kind.ACQUIRED, "order:" + order, null, 1, Duration.ZERO, false, null, null, null));
        }

        assertThat(registry.getMeters())
                .flatExtracting(meter -> meter.getId().getTags())
                .filteredOn(tag -> tag.getKey().equals("lock"))
                .extracting(Tag::getValue)
                .containsOnly("none");
    }

    @Test
    void gaugesShowWhatIsHeldAndWaitedFor() {
        try (LockClient client = LockClient.builder(new MemoryLockStore())
                .closeGrace(Duration.ZERO)
                .build()) {
            metrics.bindTo(registry, List.of(client));
            LockRequest request = LockRequest.of("order:42").waitAtMost(Duration.ofMinutes(1));

            LockLease lease = client.acquire(request);
            client.acquire(LockRequest.of("order:43"));
            CompletableFuture<LockLease> waiting = client.acquireAsync(request.ownedBy("another"));

            assertThat(gauge("latchkey.lock.held")).isEqualTo(2);
            assertThat(gauge("latchkey.lock.waiting")).isEqualTo(1);
            waiting.cancel(false);
            lease.release();
            assertThat(gauge("latchkey.lock.held")).isEqualTo(1);
            assertThat(gauge("latchkey.lock.waiting")).isZero();
        }
    }

    @Test
    void anApplicationWithMetricsMeasuresItsLockedMethods() {
        LockedApplication.inMemory()
                .withConfiguration(METRICS)
                .withBean(Orders.class)
                .run(context -> {
                    context.getBean(Orders.class).pay();

                    MeterRegistry measured = context.getBean(MeterRegistry.class);
                    Awaitility.await().untilAsserted(() -> assertThat(measured.get("latchkey.lock.hold")
                                    .tags("lock", "order-pay", "outcome", "released")
                                    .timer()
                                    .count())
                            .isEqualTo(1));
                    assertThat(measured.get("latchkey.lock.held").gauge().value())
                            .isZero();
                });
    }

    @Test
    void theRegistryIsNotMadeWhereTheClientIsWantedEarly() {
        LockedApplication.inMemory()
                .withConfiguration(METRICS)
                .withBean("early", Early.class)
                .run(context ->
                        assertThat(context.getBean(Early.class).sawRegistry).isFalse());
    }

    @Test
    void anApplicationWithoutARegistryOrWithoutMicrometerStarts() {
        LockedApplication.inMemory()
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(LockMetrics.class));
        LockedApplication.inMemory()
                .withClassLoader(new FilteredClassLoader(
                        "io.micrometer", "org.springframework.boot.actuate", "org.springframework.boot.health"))
                .run(context -> assertThat(context).hasNotFailed().hasSingleBean(LockClient.class));
    }

    private static LockEvent waited(LockEvent.Kind kind, long millis, boolean contended) {
        return new LockEvent(kind, "order:42", "order-pay", 7, Duration.ofMillis(millis), contended, null, null, null);
    }

    private static LockEvent held(LockEvent.Kind kind, long millis, @Nullable Integer left, @Nullable Integer lag) {
        return new LockEvent(
                kind,
                "order:42",
                "order-pay",
                7,
                Duration.ofMillis(millis),
                false,
                left == null ? null : Duration.ofMillis(left),
                lag == null ? null : Duration.ofMillis(lag),
                null);
    }

    private double millis(String timer, String key, String value) {
        return registry.get(timer).tag(key, value).timer().totalTime(TimeUnit.MILLISECONDS);
    }

    private double count(String counter) {
        return registry.get(counter).tag("lock", "order-pay").counter().count();
    }

    private double gauge(String name) {
        return registry.get(name).gauge().value();
    }

    /** Wants the client before any registry is made. */
    static final class Early implements BeanFactoryPostProcessor {

        private boolean sawRegistry;

        @Override
        public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
            beans.getBean(LockClient.class);
            sawRegistry = beans.getBeanNamesForType(MeterRegistry.class, false, false).length > 0
                    && beans.containsSingleton("simpleMeterRegistry");
        }
    }

    public static class Orders {

        @DistributedLock(key = "'order:42'", name = "order-pay")
        public void pay() {}
    }
}
