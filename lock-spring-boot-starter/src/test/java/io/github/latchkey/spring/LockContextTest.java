package io.github.latchkey.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.latchkey.LockLostException;
import io.github.latchkey.LockUsageException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What code inside of a locked method knows of its lock, and what it can rely on. */
class LockContextTest {

    @Test
    void theMethodKnowsItsLeaseAndToken() {
        with(orders -> orders.pay(1, () -> {
            LockContext context = LockContext.current();
            assertThat(context.lease().name()).isEqualTo("order:1");
            assertThat(context.lease().isHeld()).isTrue();
            assertThat(context.fencingToken())
                    .isPositive()
                    .isEqualTo(context.lease().fencingToken());
            assertThat(context.leases()).containsExactly(context.lease());
        }));
    }

    @Test
    void theContextOfANestedMethodEndsWithIt() {
        with(orders -> orders.pay(1, () -> {
            orders.pay(2, () -> assertThat(LockContext.current().lease().name()).isEqualTo("order:2"));
            assertThat(LockContext.current().lease().name()).isEqualTo("order:1");
        }));
        assertThat(LockContext.find()).isEmpty();
    }

    @Test
    void outsideOfALockedMethodThereIsNone() {
        with(orders -> {
            assertThatThrownBy(LockContext::current)
                    .isInstanceOf(LockUsageException.class)
                    .hasMessageContaining("No method with @DistributedLock runs under its lock on this thread.")
                    .hasMessageContaining("not through this");
            orders.pay(1, () -> assertThat(
                            CompletableFuture.supplyAsync(LockContext::find).join())
                    .isEmpty());
        });
    }

    @Test
    void theContextEndsWithAFailureToo() {
        with(orders -> assertThatThrownBy(() -> orders.pay(1, () -> {
                    throw new IllegalStateException("no money");
                }))
                .hasMessage("no money"));

        assertThat(LockContext.find()).isEmpty();
    }

    @Test
    void codeThatReliesOnALockCanAssertIt() {
        with(orders -> orders.pay(
                1,
                () -> orders.pay(2, () -> {
                    assertThatCode(LockAssert::assertHeld).doesNotThrowAnyException();
                    assertThatCode(() -> LockAssert.assertHeld("order:2", "order:1"))
                            .doesNotThrowAnyException();
                    assertThatThrownBy(() -> LockAssert.assertHeld("order:3"))
                            .isInstanceOf(LockUsageException.class)
                            .hasMessageContaining(
                                    "Lock 'order:3' is not held by an annotated method of this thread, which holds"
                                            + " [order:2, order:1].");
                })));
    }

    @Test
    void aCallThatWentPastTheBeanIsFoundByTheAssertion() {
        with(orders -> {
            assertThatThrownBy(() -> orders.payPastTheBean(1, () -> LockAssert.assertHeld("order:1")))
                    .isInstanceOf(LockUsageException.class)
                    .hasMessageContaining("which holds none. Call the method with @DistributedLock through its bean");
            assertThatThrownBy(() -> orders.payPastTheBean(1, LockAssert::assertHeld))
                    .isInstanceOf(LockUsageException.class);
        });
    }

    @Test
    void aLostLockIsNotHeld() {
        with(orders -> orders.brief(() -> {
            Awaitility.await()
                    .pollInSameThread()
                    .until(() -> !LockContext.current().lease().isHeld());
            assertThatThrownBy(LockAssert::assertHeld).isInstanceOf(LockLostException.class);
            assertThatThrownBy(() -> LockAssert.assertHeld("brief")).isInstanceOf(LockLostException.class);
        }));
    }

    private static void with(Consumer<Orders> test) {
        LockedApplication.inMemory().withBean(Orders.class).run(context -> test.accept(context.getBean(Orders.class)));
    }

    static class Orders {
        @DistributedLock(key = "'order:' + #id")
        public void pay(long id, Runnable work) {
            work.run();
        }

        public void payPastTheBean(long id, Runnable work) {
            pay(id, work);
        }

        @DistributedLock(key = "'brief'", maxHoldMs = 50)
        public void brief(Runnable work) {
            work.run();
        }
    }
}
