package com.example.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.latchkey.LockBusyException;
import io.github.latchkey.LockLease;
import io.github.latchkey.LockStoreException;
import io.github.latchkey.test.LockTest;
import io.github.latchkey.test.TestLocks;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootVersion;
import org.springframework.boot.test.context.SpringBootTest;

/** There is no Redis at that port. */
@SpringBootTest(properties = "spring.data.redis.port=1")
@LockTest
class OrderServiceTest {

    @Autowired
    private OrderService orders;

    @Test
    void theMethodRunsUnderTheLock(TestLocks locks) {
        assertThat(SpringBootVersion.getVersion()).isEqualTo(System.getProperty("boot.version"));

        orders.pay(7, () -> locks.assertLocked("order:7"));

        locks.assertFree("order:7");
        locks.assertRanUnder("order-service-pay", "order:7");
    }

    @Test
    void theMethodIsBusyWhileTheLockIsHeldElsewhere(@Autowired TestLocks locks) {
        locks.holdElsewhere("order:7");

        assertThatThrownBy(() -> orders.pay(7, () -> {})).isInstanceOf(LockBusyException.class);
        assertThatThrownBy(() -> orders.cancel(7)).isInstanceOf(LockBusyException.class);
        locks.assertNothingRan();
    }

    @Test
    void theMethodWaitsForItsTurn(TestLocks locks) throws Exception {
        LockLease elsewhere = locks.holdElsewhere("order:7");
        CompletableFuture<String> cancelling = CompletableFuture.supplyAsync(() -> orders.cancel(7));
        locks.awaitWaiting("order:7");

        locks.advance(Duration.ofMinutes(59));
        elsewhere.close();

        assertThat(cancelling.get(10, TimeUnit.SECONDS)).isEqualTo("cancelled 7");
    }

    @Nested
    class InAnOutage {

        @Test
        void theMethodDoesNotRun(TestLocks locks) {
            locks.failNext();

            assertThatThrownBy(() -> orders.pay(7, () -> {})).isInstanceOf(LockStoreException.class);
            assertThat(orders.pay(7, () -> {})).isEqualTo("paid 7");
        }
    }
}
