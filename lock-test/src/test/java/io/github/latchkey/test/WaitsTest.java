package io.github.latchkey.test;

import static io.github.latchkey.test.OnThread.other;
import static io.github.latchkey.test.OnThread.result;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.latchkey.LockBusyException;
import io.github.latchkey.LockLease;
import io.github.latchkey.LockRequest;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class WaitsTest {

    private final TestLocks locks = TestLocks.withPatience(Duration.ofMillis(300));
    private final LockRequest order = LockRequest.of("order:42");

    @Test
    void noThreadWaitsForEverOnAClockThatNobodyMoves() {
        locks.holdElsewhere("order:42");

        assertThat(result(other(() -> locks.client().tryAcquire(order)))).isEmpty();
    }

    @Test
    void anInterruptEndsTheWaitOfTheTestsThread() {
        locks.holdElsewhere("order:42");
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> locks.client().acquire(order)).isInstanceOf(LockBusyException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void aResetMakesTheCallingThreadTheOneWhoseWaitsPass() {
        TestLocks patient = TestLocks.create();
        patient.holdElsewhere("order:7");

        assertThat(result(other(() -> {
                    patient.reset();
                    patient.holdElsewhere("order:42");
                    return patient.client().tryAcquire(order.waitAtMost(Duration.ofDays(1)));
                })))
                .isEmpty();
        patient.assertFree("order:7");
    }

    @Test
    void aResetLetsOtherThreadsWaitAgain() {
        TestLocks patient = TestLocks.create();
        patient.skipWaits();
        patient.reset();
        LockLease elsewhere = patient.holdElsewhere("order:42");
        CompletableFuture<LockLease> waiting = other(() -> patient.client().acquire(order));
        patient.awaitWaiting("order:42");
        Awaitility.await().during(Duration.ofMillis(200)).until(() -> !waiting.isDone());

        elsewhere.close();

        assertThat(result(waiting).isHeld()).isTrue();
    }
}
