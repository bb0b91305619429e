package io.github.latchkey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.latchkey.memory.MemoryLockStore;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** How long a lock is held, and what is told about it, on a clock that is moved by hand. */
class HoldTimeTest {

    private final ManualTimer timer = new ManualTimer();
    private volatile boolean listenersFail;
    private final Queue<LockEvent> events = new ConcurrentLinkedQueue<>();
    private final LockClient client = LockClient.builder(new MemoryLockStore(timer))
            .timer(timer)
            .closeGrace(Duration.ZERO)
            .listener(event -> {
                events.add(event);
                if (listenersFail) {
                    throw new IllegalStateException("A listener may fail");
                }
            })
            .build();
    private final LockRequest request =
            LockRequest.of("order:42").waitAtMost(Duration.ZERO).label("pay");
    private final Logger logger = (Logger) LoggerFactory.getLogger(LockClient.class);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeEach
    void listen() {
        log.start();
        logger.addAppender(log);
    }

    @AfterEach
    void close() {
        client.close();
        logger.detachAppender(log);
    }

    @Test
    void aHoldOfMoreThanAMinuteIsLoggedOnceWithItsHoldersStack() {
        LockLease lease = client.acquire(request);

        timer.advance(Duration.ofSeconds(59));
        List<String> early = warnings();
        timer.advance(Duration.ofMinutes(5));

        assertThat(early).isEmpty();
        assertThat(lease.isHeld()).isTrue();
        assertThat(warnings()).singleElement().satisfies(warning -> assertThat(warning)
                .contains(
                        "'order:42' [pay]",
                        "held for 60s",
                        Thread.currentThread().getName(),
                        "HoldTimeTest"));
    }

    @Test
    void aHoldIsLostToTheMomentWhenItsLongestTimeIsOver() {
        LockLease lease = client.acquire(request.maxHold(Duration.ofSeconds(45)));

        timer.advance(Duration.ofSeconds(45).minusMillis(1));
        boolean before = lease.isHeld();
        timer.advance(Duration.ofMillis(1));

        assertThat(before).isTrue();
        assertThat(lease.state()).isEqualTo(LeaseState.LOST);
        assertThat(warnings()).singleElement().satisfies(warning -> assertThat(warning)
                .contains("Lost lock 'order:42'", "its maxHold of 45s is over"));
        assertThat(client.tryAcquire(request.ownedBy("next"))).isPresent();
        assertThatThrownBy(() -> client.acquire(request)).isInstanceOf(LockLostException.class);
    }

    @Test
    void whatRemainsEndsWithTheLongestTime() {
        LockLease lease = client.acquire(request.maxHold(Duration.ofSeconds(45)));

        Duration early = lease.remaining();
        timer.advance(Duration.ofSeconds(20));

        assertThat(early).isBetween(Duration.ofSeconds(29), Duration.ofSeconds(30));
        assertThat(lease.remaining()).isEqualTo(Duration.ofSeconds(25));
    }

    @Test
    void aLeaseThatIsNotToBeRenewedIsNotSaidToLackARenewal() {
        client.acquire(request.renewed(false).leaseFor(Duration.ofSeconds(5)));

        timer.advance(Duration.ofSeconds(5));

        assertThat(warnings()).singleElement().satisfies(warning -> assertThat(warning)
                .endsWith("its lease of 5s ended"));
    }

    @Test
    void aSecondReleaseIsNoWarning() {
        LockLease one = client.acquire(request);
        LockLease two = client.acquire(LockRequest.of("order:43", "order:44").waitAtMost(Duration.ZERO));

        List<Boolean> first = List.of(one.release(), two.release());
        List<Boolean> again = List.of(
                one.release(),
                two.release(),
                one.releaseAsync().join(),
                two.releaseAsync().join());

        assertThat(first).containsOnly(true);
        assertThat(again).containsOnly(false);
        assertThat(warnings()).isEmpty();
    }

    @Test
    void listenersHearOfEverythingInItsOrderThoughTheyFail() {
        listenersFail = true;
        LockLease lease = client.acquire(request);
        assertThat(client.tryAcquire(request.ownedBy("other"))).isEmpty();
        timer.advance(Duration.ofSeconds(11));
        lease.release();
        client.acquire(request.renewed(false));
        timer.advance(Duration.ofSeconds(31));

        Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> events.size() >= 6);
        assertThat(events)
                .extracting(LockEvent::kind)
                .containsExactly(
                        LockEvent.Kind.ACQUIRED,
                        LockEvent.Kind.BUSY,
                        LockEvent.Kind.RENEWED,
                        LockEvent.Kind.RELEASED,
                        LockEvent.Kind.ACQUIRED,
                        LockEvent.Kind.LOST);
        assertThat(events).allSatisfy(event -> {
            assertThat(event.name()).isEqualTo("order:42");
            assertThat(event.label()).isEqualTo("pay");
        });
        assertThat(events).first().satisfies(event -> assertThat(event.fencingToken())
                .isEqualTo(lease.fencingToken()));
    }

    private List<String> warnings() {
        return log.list.stream()
                .filter(event -> event.getLevel() == Level.WARN)
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }
}
