package io.github.latchkey;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.latchkey.fault.history.Rule;
import io.github.latchkey.fault.history.Violation;
import io.github.latchkey.simulation.QuorumNode;
import io.github.latchkey.simulation.VirtualTime;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** A quorum under random schedules; more of them as in {@link SimulationTest}. */
class QuorumSimulationTest {

    private static final long FIRST = Long.getLong("simulation.seed", 1);
    private static final int SCHEDULES = Integer.getInteger("simulation.schedules", 300);

    @Test
    void noScheduleBreaksAPromise() {
        AtomicInteger grants = new AtomicInteger();
        long[] failed = LongStream.range(FIRST, FIRST + SCHEDULES)
                .filter(seed -> {
                    QuorumSimulation simulation = new QuorumSimulation(seed, false, QuorumNode::new);
                    boolean broken = !simulation.run().isEmpty();
                    grants.addAndGet(simulation.grants());
                    return broken;
                })
                .toArray();

        assertThat(grants).as("grants").hasValueGreaterThan(10 * SCHEDULES);
        assertThat(failed).as(() -> failed.length == 0 ? "" : report(failed[0])).isEmpty();
    }

    @Test
    void aQuorumWithoutTheRuleOfAgeIsNoticed() {
        assertNoticed(Rule.EXCLUSION, Ageless::new);
    }

    @Test
    void aQuorumThatDoesNotWriteTokensBackIsNoticed() {
        assertNoticed(Rule.TOKEN, NothingWritten::new);
    }

    @Test
    void aQuorumWhoseStandsKeepTheirIdAfterAnUndoneVoteIsNoticed() {
        assertNoticed(Rule.EXCLUSION, SameId::new);
    }

    private static void assertNoticed(Rule rule, QuorumSimulation.NodeMaker broken) {
        boolean noticed = LongStream.rangeClosed(1, 1_000)
                .anyMatch(
                        seed -> run(seed, broken).stream().map(Violation::rule).anyMatch(rule::equals));

        assertThat(noticed).isTrue();
    }

    private static List<Violation> run(long seed, QuorumSimulation.NodeMaker maker) {
        return new QuorumSimulation(seed, false, maker).run();
    }

    private static String report(long seed) {
        QuorumSimulation again = new QuorumSimulation(seed, true, QuorumNode::new);
        List<Violation> found = again.run();
        return String.join("\n", again.lines()) + "\nSeed " + seed + " broke " + found;
    }

    /** Counts at once after a restart. */
    private static final class Ageless extends QuorumNode {

        Ageless(VirtualTime time, Duration ahead, int drift) {
            super(time, ahead, drift);
        }

        @Override
        public Duration age() {
            return Duration.ofDays(1);
        }
    }

    /** Confirms a token that it does not keep, and takes no proposal. */
    private static final class NothingWritten extends QuorumNode {

        NothingWritten(VirtualTime time, Duration ahead, int drift) {
            super(time, ahead, drift);
        }

        @Override
        public CompletionStage<Acquisition> vote(Look look, long floor) {
            return super.vote(look, 0);
        }

        @Override
        public CompletionStage<Boolean> raise(Stand stand, long token) {
            return CompletableFuture.completedFuture(true);
        }
    }

    /** Knows each stand by the owner alone, as if it had the same id again after its vote was undone. */
    private static final class SameId extends QuorumNode {

        SameId(VirtualTime time, Duration ahead, int drift) {
            super(time, ahead, drift);
        }

        @Override
        public CompletionStage<Acquisition> vote(Look look, long floor) {
            Stand old = look.old();
            return super.vote(
                    new Look(
                            same(look.stand()),
                            look.waits(),
                            look.arrival(),
                            old == null ? null : same(old),
                            look.oldMayHaveCopies()),
                    floor);
        }

        @Override
        public CompletionStage<Boolean> retire(Stand stand, Duration keep, boolean tombstone) {
            return super.retire(same(stand), keep, false);
        }

        @Override
        public List<? extends CompletionStage<Boolean>> renew(List<Stand> stands) {
            return super.renew(stands.stream().map(SameId::same).toList());
        }

        @Override
        public CompletionStage<Boolean> raise(Stand stand, long token) {
            return super.raise(same(stand), token);
        }

        private static Stand same(Stand stand) {
            return new Stand(stand.name(), stand.owner().replaceFirst("\\.\\d+:", ":"), stand.lease());
        }
    }
}
