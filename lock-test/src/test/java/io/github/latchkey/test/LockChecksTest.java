package io.github.latchkey.test;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.latchkey.LockClient;
import io.github.latchkey.LockLease;
import io.github.latchkey.LockRequest;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is read where an assertion does not hold, and that it passes where it does. */
class LockChecksTest {

    @RegisterExtension
    final TestLocks locks = TestLocks.create();

    private final LockClient client = locks.client();
    private final LockRequest order =
            LockRequest.of("order:42").label("order-service-pay").waitAtMost(Duration.ZERO);

    @Test
    void locked() {
        assertFails(
                () -> locks.assertLocked("order:42"),
                "Expected lock 'order:42' to be held, but it is free. No lock is held.");
        locks.holdElsewhere("order:7");
        assertFailsLike(
                () -> locks.assertLocked("order:42"),
                "Expected lock 'order:42' to be held, but it is free. Held now: 'order:7' is held by elsewhere@\\S+:1:x,"
                        + " for another 30000 ms unless renewed.");

        client.acquire(order);

        assertThatCode(() -> locks.assertLocked("order:42")).doesNotThrowAnyException();
    }

    @Test
    void free() {
        assertThatCode(() -> locks.assertFree("order:42")).doesNotThrowAnyException();
        LockLease lease = client.acquire(order.minHold(Duration.ofSeconds(9)));
        assertFailsLike(
                () -> locks.assertFree("order:42"),
                "Expected lock 'order:42' to be free, but it is held by test@\\S+:1:x, for another 30000 ms unless renewed.");

        lease.release();

        assertFails(
                () -> locks.assertFree("order:42"),
                "Expected lock 'order:42' to be free, but it is kept taken for its minimum hold, for another 9000 ms.");
    }

    @Test
    void ranUnder() {
        assertFails(
                () -> locks.assertRanUnder("order:42"),
                "Expected something to run under lock 'order:42', but it did not. No lock was asked for at all: is the method"
                        + " called through its bean, and not through this?");
        client.execute(LockRequest.of("order:7").label("order-service-pay"), () -> {});
        client.execute(LockRequest.of("order:7").label("order-service-pay"), () -> {});
        LockLease elsewhere = locks.holdElsewhere("order:42");
        client.tryAcquire(order);
        elsewhere.close();
        client.acquire(LockRequest.of("a", "b")).close();
        assertFails(
                () -> locks.assertRanUnder("order:42"),
                """
                Expected something to run under lock 'order:42', but it did not. What was asked for:
                  order-service-pay under 'order:7', 2 times
                  order-service-pay under 'order:42' (not run: LockBusyException)
                  a call under 'a', 'b'""");
        assertFailsLike(
                () -> locks.assertRanUnder("order-service-cancel", "order:7"),
                "(?s)Expected order-service-cancel to run under lock 'order:7', but it did not. What was asked for:.*");

        client.acquire(order);

        assertThatCode(() -> {
                    locks.assertRanUnder("order:42");
                    locks.assertRanUnder("order-service-pay", "order:42");
                    locks.assertRanUnder("b");
                })
                .doesNotThrowAnyException();
    }

    @Test
    void aNestedCallRanUnderTheLockToo() {
        LockLease outer = client.acquire(order);
        client.execute(order.label("order-service-book"), () -> {});
        outer.release();

        locks.assertRanUnder("order-service-book", "order:42");
    }

    @Test
    void nothingRan() {
        assertThatCode(locks::assertNothingRan).doesNotThrowAnyException();
        client.acquire(order).release();

        assertThatCode(() -> locks.assertNothingRanUnder("order:7")).doesNotThrowAnyException();
        assertFails(
                () -> locks.assertNothingRanUnder("order:42"),
                """
                Expected nothing to run under lock 'order:42', but something did. What was asked for:
                  order-service-pay under 'order:42'""");
        assertFails(
                locks::assertNothingRan,
                """
                Expected nothing to run under a lock, but something did. What was asked for:
                  order-service-pay under 'order:42'""");
    }

    private static void assertFails(ThrowingCallable assertion, String message) {
        assertThatThrownBy(assertion).isInstanceOf(AssertionError.class).hasMessage(message);
    }

    private static void assertFailsLike(ThrowingCallable assertion, String pattern) {
        assertThatThrownBy(assertion).isInstanceOf(AssertionError.class).hasMessageMatching(pattern);
    }
}
