package io.github.latchkey;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a store promises to a quorum that it is a node of. */
public abstract class VoteContractTest extends StoreFixture {

    private static final long SECOND = 1_000_000;

    private final VotingStore store;
    private final Stand holder = new Stand(name, "holder:1:x", LONG);
    private final Stand other = new Stand(name, "other:1:x", LONG);

    protected VoteContractTest(TestedStore tested) {
        super(tested);
        this.store = (VotingStore) tested.store();
    }

    @Test
    void aRaisedTokenIsTheGrantsAndAllThatFollowAreHigher() {
        long token = token(holder);
        long raised = token + 20 * SECOND;

        boolean ours = raise(holder, raised);

        assertThat(ours).isTrue();
        assertThat(inspect().fencingToken()).isEqualTo(raised);
        assertThat(token(holder)).as("asked again").isEqualTo(raised);
        release(holder);
        assertThat(token(other)).isGreaterThanOrEqualTo(raised + Granted.TOKENS);
    }

    @Test
    void aTokenIsNeverLowered() {
        long token = token(holder);

        boolean ours = raise(holder, token - SECOND);

        assertThat(ours).isTrue();
        assertThat(inspect().fencingToken()).isEqualTo(token);
    }

    @Test
    void nothingIsRaisedWhereTheLockIsAnothersOrFree() {
        long token = token(holder);

        boolean ours = raise(other, token + 20 * SECOND);

        assertThat(ours).isFalse();
        assertThat(inspect().fencingToken()).isEqualTo(token);
        release(holder);
        assertThat(raise(holder, token + 20 * SECOND)).isFalse();
        assertThat(token(other)).isLessThan(token + 20 * SECOND);
    }

    @Test
    void aRaiseChangesNoLease() {
        long token = token(holder);
        passTime(Duration.ofSeconds(5));

        raise(new Stand(name, holder.owner(), Duration.ofMinutes(1)), token + SECOND);

        assertThat(inspect().remaining()).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(5));
    }

    @Test
    void whatFollowsASharedGrantIsRaisedToo() {
        long raised = token(reader("holder")) + 20 * SECOND;

        boolean ours = raise(reader("holder"), raised);

        assertThat(ours).isTrue();
        assertThat(raise(reader("other"), raised + SECOND)).isFalse();
        release(reader("holder"));
        assertThat(token(other)).isGreaterThanOrEqualTo(raised + Granted.TOKENS);
    }

    @Test
    void aProposedTokenIsTakenIfItIsNearTheTime() {
        long now = token(holder);
        release(holder);

        long near = vote(holder, now + 5 * SECOND);
        release(holder);
        long far = vote(holder, now + 3_600 * SECOND);
        release(holder);
        long past = vote(holder, now);

        assertThat(near).isEqualTo(now + 5 * SECOND);
        assertThat(far).isBetween(near + Granted.TOKENS, near + 60 * SECOND);
        assertThat(past).isGreaterThanOrEqualTo(far + Granted.TOKENS);
    }

    private boolean raise(Stand stand, long token) {
        return store.raise(stand, token).toCompletableFuture().join();
    }

    private long vote(Stand stand, long floor) {
        return token(store.vote(Look.once(stand), floor).toCompletableFuture().join());
    }
}
