package io.github.latchkey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A store that gives no answer: how long a caller waits for it, to the millisecond, and what is cleaned up. */
class SilentStoreTest {

    private static final Duration COMMAND_TIMEOUT = Duration.ofMillis(500);
    private static final Duration MARGIN = Duration.ofMillis(250);

    private final ManualTimer timer = new ManualTimer();
    private final SilentStore store = new SilentStore(COMMAND_TIMEOUT);
    private final LockClient client =
            LockClient.builder(store).timer(timer).closeGrace(Duration.ZERO).build();
    private final LockRequest request = LockRequest.of("order:42");

    @ParameterizedTest
    @CsvSource({"0, 500", "100, 500", "500, 500", "2000, 2000", "60000, 60000"})
    void aCallerWaitsForTheLongerOfWaitAndCommandTimeout(long wait, long longer) {
        CompletableFuture<LockLease> answer = client.acquireAsync(request.waitAtMost(Duration.ofMillis(wait)));

        timer.advance(Duration.ofMillis(longer));
        boolean early = answer.isDone();
        timer.advance(MARGIN);

        assertThat(early).isFalse();
        assertThatThrownBy(() -> answer.orTimeout(5, TimeUnit.SECONDS).join())
                .hasCauseInstanceOf(LockStoreException.class)
                .hasMessageContainingAll("'order:42'", "silent store", "gave no answer for", "The lock is not held");
    }

    @Test
    void aStandWhoseGrantMayHaveBeenMissedIsRetiredWithATombstone() {
        CompletableFuture<LockLease> answer = client.acquireAsync(request);

        timer.advance(request.waitAtMost().plus(MARGIN));

        assertThat(answer.handle((lease, error) -> error).orTimeout(5, TimeUnit.SECONDS))
                .succeedsWithin(Duration.ofSeconds(5));
        assertThat(store.retired).containsExactlyElementsOf(store.asked);
        assertThat(store.tombstones).containsOnly(true);
    }

    @Test
    void aGrantThatComesAfterTheCallerHasLeftIsNotEntered() {
        CompletableFuture<LockLease> answer = client.acquireAsync(request);
        timer.advance(request.waitAtMost().plus(MARGIN));

        store.answers.get(0).complete(new Granted(1, LockRequest.DEFAULT_LEASE, false));

        assertThatThrownBy(() -> answer.orTimeout(5, TimeUnit.SECONDS).join())
                .hasCauseInstanceOf(LockStoreException.class);
        assertThat(store.retired).hasSize(1);
    }

    @Test
    void anIncompleteGrantIsGivenBackAndTheNextLookIsOfAnotherOwner() {
        CompletableFuture<LockLease> answer = client.acquireAsync(request);
        LockStoreException missing = new LockStoreException("0 of 1 replicas confirmed it", true, null);

        store.answers.get(0).complete(Incomplete.failed(missing, false));
        List<Stand> retired = List.copyOf(store.retired);
        timer.advance(Duration.ofSeconds(1));
        store.answers.get(1).complete(new Granted(7, LockRequest.DEFAULT_LEASE, false));

        assertThat(retired).containsExactly(store.asked.get(0));
        assertThat(store.tombstones).containsOnly(true);
        assertThat(store.asked.get(1).owner()).isNotEqualTo(store.asked.get(0).owner());
        assertThat(answer.orTimeout(5, TimeUnit.SECONDS).join().isHeld()).isTrue();
    }

    @Test
    void aRequestThatDoesNotWaitHearsWhatIsMissingOfAnIncompleteGrant() {
        CompletableFuture<LockLease> answer = client.acquireAsync(request.waitAtMost(Duration.ZERO));
        LockStoreException missing = new LockStoreException("0 of 1 replicas confirmed it", true, null);

        store.answers.get(0).complete(Incomplete.failed(missing, false));

        assertThatThrownBy(() -> answer.orTimeout(5, TimeUnit.SECONDS).join())
                .hasCauseInstanceOf(LockStoreException.class)
                .hasMessageContainingAll("'order:42'", "0 of 1 replicas confirmed it");
        assertThat(store.asked).hasSize(1);
        assertThat(store.retired).containsExactlyElementsOf(store.asked);
    }

    @Test
    void aFairWaiterWhoseGrantWasIncompleteLooksAgainThoughOthersWait() {
        LockRequest fair = request.fair(true).waitAtMost(Duration.ofSeconds(30));
        client.acquireAsync(fair);
        client.acquireAsync(fair);
        store.answers.get(0).complete(new Busy("somebody", Duration.ofSeconds(9), 5, false));
        store.answers.get(1).complete(new Busy("somebody", Duration.ofSeconds(9), 7, false));
        timer.advance(Duration.ofSeconds(1));
        int looks = store.answers.size();
        LockStoreException missing = new LockStoreException("0 of 1 replicas confirmed it", true, null);

        store.answers.get(looks - 1).complete(Incomplete.failed(missing, false));
        timer.advance(Duration.ofMillis(500));

        Stand again = store.asked.get(looks);
        assertThat(again.owner())
                .isNotIn(
                        store.asked.subList(0, looks).stream().map(Stand::owner).toList());
    }

    @Test
    void aRequestForFewerReplicasIsNotHopelessWithAnother() {
        CompletableFuture<LockLease> safe = client.acquireAsync(request.replicas(1));
        CompletableFuture<LockLease> plain = client.acquireAsync(request);
        LockStoreException refused = new LockStoreException("NOPERM wait", false, null);

        store.answers.get(0).complete(Incomplete.failed(refused, false));
        timer.advance(Duration.ofSeconds(1));
        store.answers.get(1).complete(new Granted(7, LockRequest.DEFAULT_LEASE, false));

        assertThatThrownBy(() -> safe.orTimeout(5, TimeUnit.SECONDS).join()).hasMessageContaining("NOPERM wait");
        assertThat(plain.orTimeout(5, TimeUnit.SECONDS).join().isHeld()).isTrue();
    }

    @Test
    void anIncompleteGrantOfABusyLockSaysWhoHasIt() {
        CompletableFuture<LockLease> answer = client.acquireAsync(request.waitAtMost(Duration.ZERO));

        store.answers.get(0).complete(Incomplete.busy(new Busy("somebody", Duration.ofSeconds(9), 0, false)));

        assertThatThrownBy(() -> answer.orTimeout(5, TimeUnit.SECONDS).join())
                .hasCauseInstanceOf(LockBusyException.class)
                .hasMessageContaining("held by somebody");
        assertThat(store.retired).containsExactlyElementsOf(store.asked);
    }

    @Test
    void aSlowLastLookIsBusyAndNotBroken() {
        CompletableFuture<LockLease> answer = client.acquireAsync(request);
        store.answers.get(0).complete(new Busy("somebody", Duration.ofSeconds(9), 0, false));
        for (int i = 1; timer.nanoTime() < request.waitAtMost().toNanos(); i++) {
            timer.advance(MARGIN);
            if (store.answers.size() > i
                    && timer.nanoTime() < request.waitAtMost().toNanos()) {
                store.answers.get(i).complete(new Busy("somebody", Duration.ofSeconds(9), 0, false));
            } else {
                i--;
            }
        }

        timer.advance(MARGIN);

        assertThatThrownBy(() -> answer.orTimeout(5, TimeUnit.SECONDS).join())
                .hasCauseInstanceOf(LockBusyException.class)
                .hasMessageContaining("held by somebody");
    }

    @Test
    void aCallerWhoseLooksFailHearsWhyAlsoWhenTheLastOneIsSlow() {
        CompletableFuture<LockLease> answer = client.acquireAsync(request);
        int failed = 0;
        while (timer.nanoTime() < request.waitAtMost().toNanos()) {
            if (store.answers.size() > failed) {
                store.answers
                        .get(failed++)
                        .completeExceptionally(new LockStoreException("no route to the store", true, null));
            }
            timer.advance(Duration.ofMillis(10));
        }

        timer.advance(MARGIN);

        assertThatThrownBy(() -> answer.orTimeout(5, TimeUnit.SECONDS).join())
                .hasCauseInstanceOf(LockStoreException.class)
                .hasMessageContaining("no route to the store");
    }

    @Test
    void aReleaseIsTriedAgainWhateverTheErrorForAsLongAsTheLongestLease() {
        CompletableFuture<LockLease> answer = client.acquireAsync(request.leaseFor(Duration.ofSeconds(2)));
        store.answers.get(0).complete(new Granted(7, Duration.ofSeconds(2), false));
        LockLease lease = answer.orTimeout(5, TimeUnit.SECONDS).join();
        store.renewals = CompletableFuture.completedFuture(true);
        lease.extend(Duration.ofMinutes(10));
        store.retirements = CompletableFuture.failedFuture(new LockStoreException("MISCONF", false, null));
        CompletableFuture<Boolean> released = CompletableFuture.supplyAsync(lease::release);
        Awaitility.await().until(() -> !store.retired.isEmpty());

        timer.advance(Duration.ofMinutes(5));
        int tries = store.retired.size();
        store.retirements = CompletableFuture.completedFuture(true);
        timer.advance(Duration.ofSeconds(2));

        assertThat(tries).isGreaterThan(100);
        assertThat(store.retired).hasSizeBetween(tries, tries + 1);
        assertThat(released.orTimeout(5, TimeUnit.SECONDS).join()).isTrue();
    }

    @Test
    void aPlaceInTheQueueIsGivenUpHoweverShortTheLease() {
        CompletableFuture<LockLease> answer = client.acquireAsync(request.leaseFor(Duration.ofMillis(300)));
        store.answers.get(0).complete(new Busy("somebody", Duration.ofSeconds(30), 7, false));
        store.retirements = CompletableFuture.failedFuture(new LockStoreException("no connection", true, null));
        answer.cancel(false);

        timer.advance(Duration.ofSeconds(20));
        int tries = store.retired.size();
        store.retirements = CompletableFuture.completedFuture(false);
        timer.advance(Duration.ofSeconds(2));

        assertThat(store.retired).hasSize(tries + 1);
    }

    @Test
    void aLeaseIsSuspectWhileItsRenewalIsNotAnsweredAndThenHeldOrLost() {
        CompletableFuture<LockLease> answer = client.acquireAsync(request);
        store.answers.get(0).complete(new Granted(7, LockRequest.DEFAULT_LEASE, false));
        LockLease lease = answer.orTimeout(5, TimeUnit.SECONDS).join();

        timer.advance(LockRequest.DEFAULT_LEASE.dividedBy(3));
        LeaseState asked = lease.state();
        timer.advance(COMMAND_TIMEOUT);
        LeaseState silent = lease.state();
        store.renewals.complete(true);
        LeaseState answered = lease.state();
        store.renewals = new CompletableFuture<>();
        timer.advance(LockRequest.DEFAULT_LEASE.minusSeconds(1));
        LeaseState silentAgain = lease.state();
        timer.advance(Duration.ofSeconds(1));

        assertThat(List.of(asked, silent, answered, silentAgain))
                .containsExactly(LeaseState.HELD, LeaseState.SUSPECT, LeaseState.HELD, LeaseState.SUSPECT);
        assertThat(lease.state()).isEqualTo(LeaseState.LOST);
        store.renewals.complete(true);
        assertThat(lease.state()).as("never revived").isEqualTo(LeaseState.LOST);
        assertThat(lease.isHeld()).isFalse();
    }

    @Test
    void aLeaseIsRenewedThoughAnotherOfTheSameBatchIsNotAnswered() {
        CompletableFuture<LockLease> first = client.acquireAsync(LockRequest.of("healthy"));
        CompletableFuture<LockLease> second = client.acquireAsync(LockRequest.of("dead"));
        store.answers.forEach(answer -> answer.complete(new Granted(7, LockRequest.DEFAULT_LEASE, false)));
        store.renewalsOf.put("healthy", CompletableFuture.completedFuture(true));

        timer.advance(LockRequest.DEFAULT_LEASE.dividedBy(3));
        timer.advance(LockRequest.DEFAULT_LEASE.dividedBy(3).multipliedBy(2));

        assertThat(first.orTimeout(5, TimeUnit.SECONDS).join().isHeld()).isTrue();
        assertThat(second.orTimeout(5, TimeUnit.SECONDS).join().isHeld()).isFalse();
    }

    @Test
    void anAcquireThatWasNeverSentLeavesNothingToRetire() {
        CompletableFuture<LockLease> answer = client.acquireAsync(request.waitAtMost(Duration.ZERO));

        store.answers.get(0).completeExceptionally(LockStoreException.notSent("no connection", true, null));

        assertThatThrownBy(() -> answer.orTimeout(5, TimeUnit.SECONDS).join())
                .hasCauseInstanceOf(LockStoreException.class);
        assertThat(store.retired).isEmpty();
    }
}
