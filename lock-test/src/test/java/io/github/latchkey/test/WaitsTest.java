package io.github.latchkey.test;

import static io.github.latchkey.test.OnThread.other;
import static io.github.latchkey.test.OnThread.result;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.latchkey.LockBusyException;
import io.github.latchkey.LockRequest;
import java.time.Duration;
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
        locks.holdElsewhere("order:7");

        assertThat(result(other(() -> {
                    locks.reset();
                    locks.holdElsewhere("order:42");
                    return locks.client().tryAcquire(order.waitAtMost(Duration.ofDays(1)));
                })))
                .isEmpty();
        locks.assertFree("order:7");
    }
}
