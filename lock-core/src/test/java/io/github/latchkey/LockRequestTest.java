package io.github.latchkey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.latchkey.memory.MemoryLockStore;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LockRequestTest {

    private static final LockRequest GOOD = LockRequest.of("order:42");
    private static final Duration TOO_LONG = Duration.ofDays(366).plusMillis(1);

    @Test
    void theDefaultsAreTheDocumentedOnes() {
        assertThat(GOOD)
                .isEqualTo(new LockRequest(
                        List.of("order:42"),
                        Duration.ofSeconds(2),
                        new LeaseTerms(Duration.ofSeconds(30), true, Duration.ZERO, null, 0),
                        new LockKind(LockMode.EXCLUSIVE, 0, false, true),
                        null,
                        null));
    }

    @Test
    void eachWitherChangesItsOwnComponentOnly() {
        LockRequest changed = GOOD.waitAtMost(Duration.ofSeconds(1))
                .leaseFor(Duration.ofSeconds(3))
                .renewed(false)
                .minHold(Duration.ofSeconds(4))
                .maxHold(Duration.ofSeconds(5))
                .mode(LockMode.SHARED)
                .permits(6)
                .fair(true)
                .reentrant(false)
                .replicas(2)
                .label("orders")
                .ownedBy("me");

        assertThat(changed)
                .isEqualTo(new LockRequest(
                        List.of("order:42"),
                        Duration.ofSeconds(1),
                        new LeaseTerms(Duration.ofSeconds(3), false, Duration.ofSeconds(4), Duration.ofSeconds(5), 2),
                        new LockKind(LockMode.SHARED, 6, true, false),
                        "orders",
                        "me"));
        assertThat(GOOD).isEqualTo(LockRequest.of("order:42"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t\r\n"})
    void aBlankNameIsRefused(String name) {
        assertThatThrownBy(() -> LockRequest.of(name))
                .isInstanceOf(LockUsageException.class)
                .hasMessageContainingAll("lock name", "must not be blank", Display.name(name));
    }

    @Test
    @SuppressWarnings("NullAway") // as callers without null checks do
    void nullIsRefused() {
        assertThatThrownBy(() -> LockRequest.of(null))
                .isInstanceOf(LockUsageException.class)
                .hasMessageContaining("A lock name must not be null");
        assertThatThrownBy(() -> LockRequest.of("order:42", (String) null))
                .isInstanceOf(LockUsageException.class)
                .hasMessageContaining("A lock name must not be null");
        assertThatThrownBy(() -> GOOD.waitAtMost(null))
                .isInstanceOf(LockUsageException.class)
                .hasMessageContainingAll("waitAtMost", "'order:42'", "null");
        assertThatThrownBy(() -> GOOD.leaseFor(null))
                .isInstanceOf(LockUsageException.class)
                .hasMessageContainingAll("leaseFor", "'order:42'", "null");
    }

    @Test
    void aNameOfMoreThan512BytesIsRefused() {
        assertThatThrownBy(() -> LockRequest.of("x".repeat(513)))
                .isInstanceOf(LockUsageException.class)
                .hasMessageContainingAll("Lock name 'xxx", "512 bytes", "513");
        assertThatThrownBy(() -> LockRequest.of("é".repeat(257)))
                .isInstanceOf(LockUsageException.class)
                .hasMessageContainingAll("512 bytes", "257");
        assertThatThrownBy(() -> LockRequest.of("\u20ac".repeat(171)))
                .isInstanceOf(LockUsageException.class)
                .hasMessageContaining("512 bytes");
    }

    @Test
    void aNameOf512BytesIsTaken() {
        assertThat(LockRequest.of("é".repeat(256)).name()).hasSize(256);
        assertThat(LockRequest.of("x".repeat(512)).name()).hasSize(512);
    }

    @Test
    void halfASurrogatePairIsRefused() {
        assertThatThrownBy(() -> LockRequest.of("order\uD83D"))
                .isInstanceOf(LockUsageException.class)
                .hasMessageContainingAll("Lock name 'order", "not valid Unicode");
    }

    @Test
    void aWaitOutOfRangeIsRefused() {
        assertThatThrownBy(() -> GOOD.waitAtMost(Duration.ofMillis(-1)))
                .isInstanceOf(LockUsageException.class)
                .hasMessageContainingAll("waitAtMost", "'order:42'", "PT-0.001S", "0ms", "366 days");
        assertThatThrownBy(() -> GOOD.waitAtMost(TOO_LONG)).isInstanceOf(LockUsageException.class);
        assertThat(GOOD.waitAtMost(Duration.ZERO).waitAtMost()).isZero();
        assertThat(GOOD.waitAtMost(Duration.ofDays(366)).waitAtMost()).isEqualTo(Duration.ofDays(366));
    }

    @Test
    void aLeaseOutOfRangeIsRefused() {
        assertThatThrownBy(() -> GOOD.leaseFor(Duration.ofMillis(9)))
                .isInstanceOf(LockUsageException.class)
                .hasMessageContainingAll("leaseFor", "'order:42'", "PT0.009S", "10ms", "366 days");
        assertThatThrownBy(() -> GOOD.leaseFor(TOO_LONG)).isInstanceOf(LockUsageException.class);
        assertThat(GOOD.leaseFor(Duration.ofMillis(10)).terms().leaseFor()).isEqualTo(Duration.ofMillis(10));
    }

    @Test
    void aMinHoldOutOfRangeIsRefused() {
        assertThatThrownBy(() -> GOOD.minHold(Duration.ofMillis(-1)))
                .isInstanceOf(LockUsageException.class)
                .hasMessageContainingAll("minHold", "'order:42'", "PT-0.001S", "0ms", "366 days");
        assertThatThrownBy(() -> GOOD.minHold(TOO_LONG)).isInstanceOf(LockUsageException.class);
    }

    @Test
    void aMinHoldThatOutlastsAFixedLeaseIsRefusedBeforeTheStoreIsAsked() {
        LockRequest request = LockRequest.of("order:42")
                .renewed(false)
                .leaseFor(Duration.ofSeconds(3))
                .minHold(Duration.ofSeconds(4));

        try (LockClient client = LockClient.builder(new MemoryLockStore()).build()) {
            assertThatThrownBy(() -> client.acquire(request))
                    .isInstanceOf(LockUsageException.class)
                    .hasMessageContainingAll("minHold of lock 'order:42' is 4s", "lease of 3s", "give a lease");
            assertThat(client.inspect("order:42").isTaken()).isFalse();
        }
    }
}
