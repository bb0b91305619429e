package io.github.latchkey.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.latchkey.LockMode;
import io.github.latchkey.LockRequest;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** Where the values of a lock come from: its name's settings, the annotation, the defaults, in this order. */
class ConfiguredLocksTest {

    private final ApplicationContextRunner application =
            LockedApplication.inMemory().withBean(Orders.class);

    @Test
    void whatTheAnnotationDoesNotSayIsTheConfiguredDefault() {
        application
                .withPropertyValues(
                        "distributed-lock.wait=5s",
                        "distributed-lock.lease=1m",
                        "distributed-lock.min-hold=1s",
                        "distributed-lock.max-hold=1h",
                        "distributed-lock.replicas=1",
                        "distributed-lock.on-outage=proceed-unlocked",
                        "distributed-lock.in-transaction=join")
                .run(context -> {
                    LockOperation operation = operation(context.getBean(DistributedLockAdvisor.class), "orders-plain");

                    assertThat(operation.template())
                            .isEqualTo(LockRequest.of("orders-plain")
                                    .waitAtMost(Duration.ofSeconds(5))
                                    .leaseFor(Duration.ofMinutes(1))
                                    .minHold(Duration.ofSeconds(1))
                                    .maxHold(Duration.ofHours(1))
                                    .replicas(1));
                    assertThat(operation.policies())
                            .isEqualTo(new LockPolicies(
                                    OnBusy.THROW,
                                    null,
                                    OnLost.REPORT,
                                    Guard.LEASE,
                                    OnOutage.PROCEED_UNLOCKED,
                                    InTransaction.JOIN));
                });
    }

    @Test
    void theAnnotationWinsOverTheDefaults() {
        application
                .withPropertyValues(
                        "distributed-lock.wait=5s", "distributed-lock.lease=1m", "distributed-lock.replicas=1")
                .run(context -> {
                    LockOperation operation = operation(context.getBean(DistributedLockAdvisor.class), "full");

                    assertThat(operation.template())
                            .isEqualTo(LockRequest.of("full")
                                    .waitAtMost(Duration.ZERO)
                                    .leaseFor(Duration.ofMillis(4_000))
                                    .renewed(false)
                                    .minHold(Duration.ofMillis(100))
                                    .maxHold(Duration.ofMillis(3_000))
                                    .fair(true)
                                    .replicas(2));
                    assertThat(operation.policies().guard()).isEqualTo(Guard.NONE);
                });
    }

    @Test
    void whatIsSetForTheNameWinsOverTheAnnotation() {
        application
                .withPropertyValues(
                        "distributed-lock.locks.full.wait=7s",
                        "distributed-lock.locks.full.lease=8s",
                        "distributed-lock.locks.full.renew=true",
                        "distributed-lock.locks.full.min-hold=1s",
                        "distributed-lock.locks.full.max-hold=9s",
                        "distributed-lock.locks.full.permits=3",
                        "distributed-lock.locks.full.fair=false",
                        "distributed-lock.locks.full.replicas=0",
                        "distributed-lock.locks.full.on-busy=skip",
                        "distributed-lock.locks.full.on-lost=fail",
                        "distributed-lock.locks.full.guard=lease",
                        "distributed-lock.locks.full.on-outage=proceed-unlocked",
                        "distributed-lock.locks.orders-plain.mode=shared")
                .run(context -> {
                    DistributedLockAdvisor advisor = context.getBean(DistributedLockAdvisor.class);
                    LockOperation operation = operation(advisor, "full");

                    assertThat(operation.template())
                            .isEqualTo(LockRequest.of("full")
                                    .waitAtMost(Duration.ofSeconds(7))
                                    .leaseFor(Duration.ofSeconds(8))
                                    .minHold(Duration.ofSeconds(1))
                                    .maxHold(Duration.ofSeconds(9))
                                    .permits(3));
                    assertThat(operation.policies())
                            .isEqualTo(new LockPolicies(
                                    OnBusy.SKIP,
                                    null,
                                    OnLost.FAIL,
                                    Guard.LEASE,
                                    OnOutage.PROCEED_UNLOCKED,
                                    InTransaction.WARN));
                    assertThat(operation(advisor, "orders-plain")
                                    .template()
                                    .kind()
                                    .mode())
                            .isEqualTo(LockMode.SHARED);
                });
    }

    @Test
    void settingsThatNoMethodDeclaresAreReported() {
        try (CapturedLog log = CapturedLog.open()) {
            application
                    .withPropertyValues("distributed-lock.locks.ful.wait=1s", "distributed-lock.locks.full.wait=1s")
                    .run(context -> assertThat(context).hasNotFailed());

            assertThat(log.lines())
                    .filteredOn(line -> line.startsWith("WARN"))
                    .containsExactly(
                            "WARN Nothing is named as these settings are: distributed-lock.locks.ful. The names of this"
                                    + " application's locked methods are [full, orders-plain]; correct or remove the settings.");
        }
    }

    private static LockOperation operation(DistributedLockAdvisor advisor, String name) {
        return advisor.source().findAll(Orders.class).values().stream()
                .flatMap(method -> method.operations().stream())
                .filter(operation -> operation.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    static class Orders {
        @DistributedLock(key = "'plain'")
        public void plain() {}

        @DistributedLock(
                key = "'full'",
                name = "full",
                waitMs = 0,
                leaseMs = 4_000,
                renew = false,
                minHoldMs = 100,
                maxHoldMs = 3_000,
                fair = true,
                replicas = 2,
                guard = Guard.NONE)
        public Object full() {
            return "done";
        }
    }
}
