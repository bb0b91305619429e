package io.github.latchkey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.latchkey.memory.MemoryLockStore;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What listeners hear about waits, renewals and releases, on a clock that is moved by hand. */
class LockEventTest {

    private static final LockRequest REQUEST =
            LockRequest.of("order:42").waitAtMost(Duration.ZERO).label("pay");
    private static final LockRequest PATIENT = REQUEST.waitAtMost(Duration.ofMinutes(1));

    private final ManualTimer timer = new ManualTimer();
    private final Queue<LockEvent> events = new ConcurrentLinkedQueue<>();
    private final SilentStore silent = new SilentStore(Duration.ofMillis(500));
    private final MemoryLockStore memory = new MemoryLockStore(timer);
    private final LockClient client = clientOn(memory);
    private final LockClient other =
            LockClient.builder(memory).timer(timer).closeGrace(Duration.ZERO).build();
    private final LockClient unanswered = clientOn(silent);

    @AfterEach
    void close() {
        List.of(client, other, unanswered).forEach(LockClient::close);
    }

    @Test
    void aRequestThatFindsNobodyIsNotContended() {
        client.acquire(REQUEST);

        assertThat(heard(LockEvent.Kind.ACQUIRED).contended()).isFalse();
    }

    @Test
    void aRequestThatWaitsForAThreadOfItsOwnProcessIsContended() {
        LockLease first = client.acquire(REQUEST);
        CompletableFuture<LockLease> second = client.acquireAsync(PATIENT.ownedBy("second"));
        timer.advance(Duration.ofMillis(300));

        first.release();

        assertThat(second).succeedsWithin(Duration.ofSeconds(5));
        assertThat(heardLast(LockEvent.Kind.ACQUIRED, 2)).satisfies(event -> {
            assertThat(event.contended()).isTrue();
            assertThat(event.after()).isEqualTo(Duration.ofMillis(300));
        });
    }

    @Test
    void aRequestThatWaitsForAnotherProcessIsContended() {
        LockLease first = other.acquire(REQUEST);
        CompletableFuture<LockLease> second = client.acquireAsync(PATIENT);

        first.release();
        timer.advance(Duration.ofSeconds(2));

        assertThat(second).succeedsWithin(Duration.ofSeconds(5));
        assertThat(heard(LockEvent.Kind.ACQUIRED).contended()).isTrue();
    }

    @Test
    void theNextSharedHolderIsNotContended() {
        LockRequest shared = PATIENT.mode(LockMode.SHARED);
        client.acquire(shared.ownedBy("first"));
        client.acquire(shared.ownedBy("second"));

        assertThat(heardLast(LockEvent.Kind.ACQUIRED, 2).contended()).isFalse();
    }

    @Test
    void aBusyRequestIsContended() {
        other.acquire(REQUEST);

        assertThat(client.tryAcquire(REQUEST)).isEmpty();

        assertThat(heard(LockEvent.Kind.BUSY).contended()).isTrue();
    }

    @Test
    void aCancelledRequestIsNeitherBusyNorFailed() {
        client.acquire(REQUEST);
        CompletableFuture<LockLease> second = client.acquireAsync(PATIENT.ownedBy("second"));

        second.cancel(false);

        assertThat(heard(LockEvent.Kind.CANCELLED).contended()).isTrue();
        assertThat(events)
                .extracting(LockEvent::kind)
                .containsExactly(LockEvent.Kind.ACQUIRED, LockEvent.Kind.CANCELLED);
    }

    @Test
    void anInterruptedRequestIsToldAsCancelledWhateverItsCallerGets() {
        other.acquire(REQUEST);

        Thread.currentThread().interrupt();
        boolean acquired = client.tryAcquire(PATIENT).isPresent();
        boolean flag = Thread.interrupted();

        assertThat(acquired).isFalse();
        assertThat(flag).isTrue();
        assertThat(heard(LockEvent.Kind.CANCELLED).contended()).isTrue();
    }

    @Test
    void aRequestThatIsCancelledBeforeTheStoreAnswersIsNotContended() {
        unanswered.acquireAsync(PATIENT).cancel(false);

        assertThat(heard(LockEvent.Kind.CANCELLED).contended()).isFalse();
    }

    @Test
    void aRequestThatTheClosedClientRefusesHasFailed() {
        client.close();

        assertThatThrownBy(() -> client.acquire(REQUEST)).isInstanceOf(LockStoreException.class);

        assertThat(heard(LockEvent.Kind.FAILED).reason()).contains("closed");
    }

    @Test
    void aRenewalSaysHowLateItIsAndWhatWasLeftOfTheLease() {
        CompletableFuture<LockLease> lease = unanswered.acquireAsync(PATIENT);
        silent.answers.get(0).complete(new Granted(7, LockRequest.DEFAULT_LEASE, false));
        assertThat(lease).succeedsWithin(Duration.ofSeconds(5));

        timer.advance(Duration.ofSeconds(10).plusMillis(250));
        silent.renewals.complete(true);

        LockEvent renewed = heard(LockEvent.Kind.RENEWED);
        assertThat(renewed.lag()).isEqualTo(Duration.ofMillis(250));
        assertThat(renewed.remaining()).isEqualTo(Duration.ofSeconds(30).minusMillis(10_250));
    }

    @Test
    void aReleaseSaysWhatWasLeftOfTheLease() {
        LockLease lease = client.acquire(REQUEST.renewed(false).leaseFor(Duration.ofSeconds(5)));
        timer.advance(Duration.ofSeconds(4));

        lease.release();

        LockEvent released = heard(LockEvent.Kind.RELEASED);
        assertThat(released.remaining()).isBetween(Duration.ofMillis(900), Duration.ofSeconds(1));
        assertThat(released.lag()).isNull();
    }

    private LockClient clientOn(LockStore store) {
        return LockClient.builder(store)
                .timer(timer)
                .closeGrace(Duration.ZERO)
                .listener(events::add)
                .build();
    }

    private LockEvent heard(LockEvent.Kind kind) {
        return heardLast(kind, 1);
    }

    /** The last of so many events of a kind, once they are told. */
    private LockEvent heardLast(LockEvent.Kind kind, int count) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(5))
                .until(() -> ofKind(kind).size() >= count);
        assertThat(ofKind(kind)).hasSize(count);
        return ofKind(kind).get(count - 1);
    }

    private List<LockEvent> ofKind(LockEvent.Kind kind) {
        return events.stream().filter(event -> event.kind() == kind).toList();
    }
}
