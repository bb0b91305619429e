package io.github.latchkey.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.latchkey.LeaseState;
import io.github.latchkey.LockClient;
import io.github.latchkey.LockLostException;
import io.github.latchkey.LockRequest;
import io.github.latchkey.LockStoreException;
import io.github.latchkey.LockUsageException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.dao.CannotAcquireLockException;

class CommitGuardTest {

    private final LockStoreException noAnswer = new LockStoreException("Redis did not answer", true, null);
    private final FakeLease lease = new FakeLease("order:1");
    private final FakeFence fence = new FakeFence();
    private final CommitGuard guard = new CommitGuard(new FenceOnly(fence));

    @Test
    void aLeaseInGoodOrderIsNotAskedAbout() {
        lease.remaining = Duration.ofSeconds(1);

        guard.commit(List.of(held(lease, Guard.LEASE)), false);

        assertThat(lease.extensions).isEmpty();
    }

    @Test
    void aLeaseWhoseLastRenewalFailedIsAskedAboutHoweverLongItRuns() {
        lease.state = LeaseState.SUSPECT;
        lease.answer = noAnswer;

        assertThatCode(() -> guard.commit(List.of(held(lease, Guard.LEASE)), false))
                .doesNotThrowAnyException();
        assertThat(lease.extensions).containsExactly(Duration.ofSeconds(1));

        lease.answer = new LockLostException("order:1", 7, "Redis said no");
        assertThatThrownBy(() -> guard.commit(List.of(held(lease, Guard.LEASE)), false))
                .isInstanceOf(LockLostException.class)
                .hasMessageContaining("the store said so when a transaction of 'pay' was about to commit")
                .hasSuppressedException(lease.answer);
    }

    @Test
    void aShortLeaseIsRefusedWithoutAnAnswerAndPassesWithOne() {
        lease.remaining = Duration.ofMillis(999);

        assertThatCode(() -> guard.commit(List.of(held(lease, Guard.LEASE)), false))
                .doesNotThrowAnyException();

        lease.answer = noAnswer;
        assertThatThrownBy(() -> guard.commit(List.of(held(lease, Guard.LEASE)), false))
                .isInstanceOf(LockLostException.class)
                .hasMessageContaining(
                        "999 ms of the lease are left, less than the margin of 1000 ms, and the store did not"
                                + " confirm it (Redis did not answer)")
                .hasSuppressedException(noAnswer);
    }

    @Test
    void eachNameIsClaimedAndConfirmedOnceInTheirOrderWithItsOwnToken() {
        FakeLease several = new FakeLease("b", "customer:12");
        List<HeldLock> locks = List.of(
                held(several, Guard.FENCE),
                held(new FakeLease("aaa"), Guard.FENCE),
                held(new FakeLease("b"), Guard.FENCE),
                held(new FakeLease("unfenced"), Guard.LEASE));

        guard.begin(locks);
        fence.inTransaction = true;
        guard.commit(locks, false);

        assertThat(fence.calls)
                .containsExactly(
                        "claim aaa 3",
                        "claim b 1",
                        "claim customer:12 11",
                        "confirm aaa 3",
                        "confirm b 1",
                        "confirm customer:12 11");
    }

    @Test
    void aHigherTokenRefusesTheBeginAndTheCommit() {
        fence.answer = false;
        HeldLock held = held(lease, Guard.FENCE);

        assertThatThrownBy(() -> guard.begin(List.of(held)))
                .isInstanceOf(LockLostException.class)
                .hasMessageStartingWith("Lock 'order:1' (fencing token 7) is no longer held: a later holder has claimed"
                        + " it in the fence table, so the transaction of 'pay' was not begun.");
        fence.inTransaction = true;
        assertThatThrownBy(() -> guard.join(List.of(held), null))
                .isInstanceOf(LockLostException.class)
                .hasMessageContaining("so the method was not run");
        assertThatThrownBy(() -> guard.commit(List.of(held), false))
                .isInstanceOf(LockLostException.class)
                .hasMessageContaining(
                        "a later holder has claimed it in the fence table, or the snapshot of the transaction"
                                + " of 'pay' is older than the lock, so it was rolled back");
    }

    @Test
    void aConflictWithALaterHolderRefusesTheCommit() {
        fence.inTransaction = true;
        fence.failure = new CannotAcquireLockException("could not serialize access");

        assertThatThrownBy(() -> guard.commit(List.of(held(lease, Guard.FENCE)), false))
                .isInstanceOf(LockLostException.class)
                .hasSuppressedException(fence.failure);
    }

    @Test
    void aTransactionThatOnlyReadsIsNotConfirmed() {
        fence.inTransaction = true;

        guard.commit(List.of(held(lease, Guard.FENCE)), true);

        assertThat(fence.calls).isEmpty();
    }

    @Test
    void aTransactionOnAnotherDatabaseIsRefused() {
        List<HeldLock> locks = List.of(held(lease, Guard.FENCE));

        assertThatThrownBy(() -> guard.commit(locks, false))
                .isInstanceOf(LockUsageException.class)
                .hasMessage("The transaction under the lock of 'pay' was on another database, and was rolled back."
                        + " Guard.FENCE protects transactions on the DataSource of the fence table only; for work elsewhere"
                        + " choose Guard.LEASE or Guard.NONE.");
        assertThatThrownBy(() -> guard.join(locks, null))
                .isInstanceOf(LockUsageException.class)
                .hasMessageStartingWith(
                        "The running transaction that the lock of 'pay' was taken in is on another database. ");
        fence.inTransaction = true;
        assertThatThrownBy(() -> guard.begin(locks))
                .isInstanceOf(LockUsageException.class)
                .hasMessageStartingWith(
                        "A transaction under the lock of 'pay' is about to begin beside one that is still"
                                + " running on the database of the fence table. ");
        assertThat(fence.calls).isEmpty();
    }

    private static HeldLock held(FakeLease lease, Guard guard) {
        LockPolicies policies =
                new LockPolicies(OnBusy.THROW, null, OnLost.REPORT, guard, OnOutage.FAIL, InTransaction.JOIN);
        return new HeldLock(
                new LockOperation("pay", true, List.of(), null, LockRequest.of("pay"), policies, ""),
                lease,
                new Object());
    }

    private static final class FakeFence implements Fence {

        final List<String> calls = new ArrayList<>();
        boolean inTransaction;
        boolean answer = true;

        @Nullable RuntimeException failure;

        @Override
        public boolean isInTransaction() {
            return inTransaction;
        }

        @Override
        public boolean claim(String name, long token) {
            return called("claim", name, token);
        }

        @Override
        public boolean confirm(String name, long token) {
            return called("confirm", name, token);
        }

        private boolean called(String what, String name, long token) {
            calls.add(what + " " + name + " " + token);
            if (failure != null) {
                throw failure;
            }
            return answer;
        }

        @Override
        public @Nullable Problem problem() {
            return null;
        }
    }

    private record FenceOnly(Fence fence) implements LockSetup {

        @Override
        public LockClient client(String bean) {
            throw new UnsupportedOperationException();
        }

        @Override
        public LockDefaults defaults() {
            throw new UnsupportedOperationException();
        }

        @Override
        public String resolve(String text) {
            return text;
        }
    }
}
