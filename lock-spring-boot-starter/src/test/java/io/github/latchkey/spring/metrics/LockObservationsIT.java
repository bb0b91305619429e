package io.github.latchkey.spring.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.latchkey.LockBusyException;
import io.github.latchkey.LockClient;
import io.github.latchkey.LockRequest;
import io.github.latchkey.memory.MemoryLockStore;
import io.github.latchkey.redis.RedisServer;
import io.github.latchkey.spring.BootConfigurations;
import io.github.latchkey.spring.DistributedLock;
import io.github.latchkey.spring.LockedApplication;
import io.micrometer.common.KeyValue;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;

class LockObservationsIT {

    private static final AutoConfigurations METRICS = BootConfigurations.named(
            "MetricsAutoConfiguration",
            "CompositeMeterRegistryAutoConfiguration",
            "SimpleMetricsExportAutoConfiguration");

    private final Seen seen = new Seen();
    private final ObservationRegistry registry = registry(seen);

    @Test
    void theWaitAndTheHoldAreObservedOneAfterTheOtherWithLockAndKey() {
        LockedApplication.inMemory()
                .withBean(ObservationRegistry.class, () -> registry)
                .withBean(Orders.class, () -> new Orders(registry))
                .run(context -> {
                    context.getBean(Orders.class).pay(42);

                    assertThat(seen.stopped)
                            .extracting(Observation.Context::getName)
                            .containsExactly("latchkey.call.wait", "latchkey.call.hold");
                    assertThat(seen.stopped)
                            .extracting(LockObservationsIT::keyValues)
                            .containsExactly(
                                    Map.of("lock", "order-pay", "lock.key", "order:42", "outcome", "acquired"),
                                    Map.of("lock", "order-pay", "lock.key", "order:42"));
                    assertThat(seen.stopped)
                            .allSatisfy(observed -> assertThat(observed.getLowCardinalityKeyValue("lock.key"))
                                    .isNull());
                    assertThat(context.getBean(Orders.class).observedInside()).isEqualTo("latchkey.call.hold");
                    assertThat(registry.getCurrentObservation()).isNull();
                });
    }

    @Test
    void aBusyLockIsAnOutcomeAndNoError() {
        MemoryLockStore store = new MemoryLockStore();
        try (LockClient elsewhere = LockClient.builder(store).build()) {
            LockedApplication.inMemory()
                    .withBean("ownStore", MemoryLockStore.class, () -> store)
                    .withBean(ObservationRegistry.class, () -> registry)
                    .withBean(Orders.class, () -> new Orders(registry))
                    .run(context -> elsewhere.execute(LockRequest.of("order:42"), () -> {
                        assertThatThrownBy(() -> context.getBean(Orders.class).pay(42))
                                .isInstanceOf(LockBusyException.class);
                    }));
        }

        assertThat(seen.stopped).singleElement().satisfies(observed -> {
            assertThat(keyValues(observed)).containsEntry("outcome", "busy");
            assertThat(observed.getError()).isNull();
        });
    }

    @Test
    void anExceptionOfTheMethodIsAnErrorOfTheHold() {
        LockedApplication.inMemory()
                .withBean(ObservationRegistry.class, () -> registry)
                .withBean(Orders.class, () -> new Orders(registry))
                .run(context -> assertThatThrownBy(
                                () -> context.getBean(Orders.class).fail())
                        .isInstanceOf(IllegalStateException.class));

        assertThat(seen.stopped).last().satisfies(observed -> assertThat(observed.getError())
                .isInstanceOf(IllegalStateException.class));
    }

    @Test
    void nothingIsObservedWhereNobodyListens() {
        LockObservations observations = new LockObservations(ObservationRegistry.create(), lock -> {});

        assertThat(observations.begin(LockObservations.Step.WAIT, "order-pay", List.of("order:42")))
                .isSameAs(LockObservations.Phase.NONE);
    }

    @Test
    void aCallWithoutItsLockIsCounted() {
        try (RedisServer redis = RedisServer.start()) {
            redis.stop();
            LockedApplication.on(redis)
                    .withConfiguration(METRICS)
                    .withPropertyValues("distributed-lock.on-outage=proceed-unlocked")
                    .withBean(Orders.class, () -> new Orders(registry))
                    .run(context -> {
                        context.getBean(Orders.class).pay(42);

                        assertThat(context.getBean(MeterRegistry.class)
                                        .get("latchkey.lock.unlocked")
                                        .tag("lock", "order-pay")
                                        .counter()
                                        .count())
                                .isEqualTo(1);
                    });
        }
    }

    private static ObservationRegistry registry(Seen seen) {
        ObservationRegistry registry = ObservationRegistry.create();
        registry.observationConfig().observationHandler(seen);
        return registry;
    }

    private static Map<String, String> keyValues(Observation.Context observed) {
        return observed.getAllKeyValues().stream().collect(Collectors.toMap(KeyValue::getKey, KeyValue::getValue));
    }

    private static final class Seen implements ObservationHandler<Observation.Context> {

        private final List<Observation.Context> stopped = new ArrayList<>();

        @Override
        public void onStop(Observation.Context context) {
            stopped.add(context);
        }

        @Override
        public boolean supportsContext(Observation.Context context) {
            return true;
        }
    }

    public static class Orders {

        private final @Nullable ObservationRegistry registry;
        private @Nullable String inside;

        public Orders(@Nullable ObservationRegistry registry) {
            this.registry = registry;
        }

        @DistributedLock(key = "'order:' + #id", name = "order-pay", waitMs = 0)
        public void pay(long id) {
            Observation current = registry == null ? null : registry.getCurrentObservation();
            inside = current == null ? null : current.getContext().getName();
        }

        @DistributedLock(key = "'order:1'", name = "order-fail")
        public void fail() {
            throw new IllegalStateException("The card was refused");
        }

        public @Nullable String observedInside() {
            return inside;
        }
    }
}
