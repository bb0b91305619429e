package io.github.latchkey.test;

import static io.github.latchkey.test.OnThread.other;
import static io.github.latchkey.test.OnThread.result;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.latchkey.LockBusyException;
import io.github.latchkey.LockClient;
import io.github.latchkey.LockLease;
import io.github.latchkey.LockLostException;
import io.github.latchkey.LockRequest;
import io.github.latchkey.LockStore;
import io.github.latchkey.LockStoreException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationContext;
import org.springframework.context.Lifecycle;

/** A test as users write it. */
@SpringBootTest(
        classes = Shop.class,
        properties = {"spring.data.redis.port=1", "distributed-lock.locks.stock.on-outage=proceed_unlocked"})
@LockTest
@Timeout(60)
class LockTestTest {

    @Autowired
    Shop.Orders orders;

    @Autowired
    TestLocks injected;

    @Test
    void aMethodRunsUnderItsLock(TestLocks locks) {
        String result = orders.pay(42, () -> locks.assertLocked("order:42"));

        assertThat(result).isEqualTo("paid 42");
        locks.assertRanUnder("order:42");
        locks.assertRanUnder("orders-pay", "order:42");
        locks.assertFree("order:42");
    }

    @Test
    void aBusyMethodDoesNotRun(TestLocks locks) {
        locks.holdElsewhere("order:42");

        assertThatThrownBy(() -> orders.pay(42, () -> {})).isInstanceOf(LockBusyException.class);
        assertThatThrownBy(() -> orders.cancel(42)).isInstanceOf(LockBusyException.class);
        assertThat(orders.cancel(7)).isEqualTo("cancelled 7");
        locks.assertNothingRanUnder("order:42");
    }

    @Test
    void aMethodWaitsForItsTurn(TestLocks locks) {
        LockLease elsewhere = locks.holdElsewhere("order:42");
        CompletableFuture<String> paying = other(() -> orders.pay(42, () -> {}));
        locks.awaitWaiting("order:42");

        elsewhere.close();

        assertThat(result(paying)).isEqualTo("paid 42");
    }

    @Test
    void aMethodGivesUpAtTheEndOfItsWait(TestLocks locks) {
        locks.holdElsewhere("order:42");
        CompletableFuture<String> paying = other(() -> orders.pay(42, () -> {}));
        locks.awaitWaiting("order:42");

        locks.advance(Duration.ofHours(1));

        assertThat(paying)
                .failsWithin(Duration.ofSeconds(10))
                .withThrowableThat()
                .withCauseInstanceOf(LockBusyException.class);
    }

    @Test
    void aMethodThatLosesItsLockGoesOnBesideTheNextOne(TestLocks locks) {
        orders.pay(42, () -> {
            locks.expire("order:42");

            assertThat(result(other(() -> orders.cancel(42)))).isEqualTo("cancelled 42");
        });

        locks.assertRanUnder("orders-cancel", "order:42");
    }

    @Test
    void aMethodThatIsToFailWithALostLockFails(TestLocks locks) {
        assertThatThrownBy(() -> orders.ship(42, () -> locks.expire("order:42")))
                .isInstanceOf(LockLostException.class)
                .hasMessageContaining("order:42");
    }

    @Test
    void theLockOfAMethodThatReturnsAFutureIsHeldUntilThatEnds(TestLocks locks) {
        CompletableFuture<String> booking = new CompletableFuture<>();
        CompletableFuture<String> result = orders.book(42, booking);
        assertThatThrownBy(() -> orders.cancel(42)).isInstanceOf(LockBusyException.class);

        booking.complete("booked");

        assertThat(result).succeedsWithin(Duration.ofSeconds(10)).isEqualTo("booked");
        locks.assertRanUnder("orders-book", "order:42");
        locks.assertFree("order:42");
    }

    @Test
    void aMethodThatReturnsAFutureIsBusyAtOnceIfWaitsAreSkipped(TestLocks locks) {
        locks.holdElsewhere("order:42");
        locks.skipWaits();

        assertThat(orders.book(42, new CompletableFuture<>()))
                .failsWithin(Duration.ofSeconds(10))
                .withThrowableThat()
                .withCauseInstanceOf(LockBusyException.class);
    }

    @Test
    void theFallbackRunsForABusyMethod(TestLocks locks) {
        locks.holdElsewhere("order:42");

        assertThat(orders.show(42)).isEqualTo("later");
    }

    @Test
    void aMethodThatMayRunUnlockedRunsInAnOutage(TestLocks locks) {
        locks.failNext();

        assertThat(orders.count()).isEqualTo("counted");
        locks.assertNothingRanUnder("stock");
    }

    @Test
    void aMethodDoesNotRunInAnOutage(TestLocks locks) {
        locks.failNext();

        assertThatThrownBy(() -> orders.pay(42, () -> {})).isInstanceOf(LockStoreException.class);
        locks.assertNothingRan();
        assertThat(orders.pay(42, () -> {})).isEqualTo("paid 42");
    }

    @Test
    void theLocksAreThoseOfTheContext(TestLocks locks, @Autowired TestLocks autowired, @Autowired LockStore store) {
        assertThat(locks).isSameAs(injected).isSameAs(autowired);
        assertThat(store.describe()).isEqualTo("memory of this test");
    }

    @Test
    void theStartersClientStaysAPartOfTheContextsLife(@Autowired LockClient client) {
        assertThat(client).isInstanceOf(Lifecycle.class);
    }

    @Nested
    class ANestedClass {

        @Test
        void hasThem(TestLocks locks) {
            orders.cancel(42);

            locks.assertRanUnder("order:42");
            assertThat(locks).isSameAs(injected);
        }
    }

    @Nested
    @TestMethodOrder(MethodOrderer.OrderAnnotation.class)
    class OneTestAfterTheOther {

        @Test
        @Order(1)
        void leavesThingsBehind(TestLocks locks, @Autowired LockClient client) {
            locks.holdElsewhere("order:42");
            client.acquire(LockRequest.of("order:7").minHold(Duration.ofHours(1)))
                    .release();
            result(other(() -> client.acquire(LockRequest.of("order:8"))));
            locks.failNext(StoreOperation.ACQUIRE, 10);
        }

        @Test
        @Order(2)
        void findsNothingOfIt(TestLocks locks) {
            locks.assertNothingRan();
            assertThat(orders.cancel(42)).isEqualTo("cancelled 42");
            assertThat(orders.cancel(7)).isEqualTo("cancelled 7");
            assertThat(orders.cancel(8)).isEqualTo("cancelled 8");
        }
    }

    @Test
    void anotherClassWithTheSameConfigurationSharesTheContext(@Autowired ApplicationContext context) {
        SharedContext.assertSame(context);
    }
}
