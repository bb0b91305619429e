package io.github.latchkey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.latchkey.fault.history.Rule;
import io.github.latchkey.fault.history.Violation;
import io.github.latchkey.simulation.Flaw;
import io.github.latchkey.simulation.broken.AnybodyReleases;
import io.github.latchkey.simulation.broken.ArrivalForgotten;
import io.github.latchkey.simulation.broken.ConstantToken;
import io.github.latchkey.simulation.broken.HeldIsNoObstacle;
import io.github.latchkey.simulation.broken.LeasesShrink;
import io.github.latchkey.simulation.broken.NoDeadline;
import io.github.latchkey.simulation.broken.NoPoll;
import io.github.latchkey.simulation.broken.NoTombstoneOfYielded;
import io.github.latchkey.simulation.broken.NoTombstones;
import io.github.latchkey.simulation.broken.NothingIsKept;
import io.github.latchkey.simulation.broken.ReleasesGetLost;
import io.github.latchkey.simulation.broken.RepliesThrownAway;
import io.github.latchkey.simulation.broken.ShortClaim;
import io.github.latchkey.simulation.broken.YieldKeepsOld;
import io.github.latchkey.simulation.broken.YieldOnce;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The simulation on locks that are broken on purpose: it has to notice each. */
class BrokenLocksTest {

    private static final int SCHEDULES = 1_000;

    private static final EngineErrors ERRORS = new EngineErrors();

    @BeforeAll
    static void listen() {
        ERRORS.listen();
    }

    @AfterAll
    static void close() {
        ERRORS.close();
    }

    static Stream<Arguments> flaws() {
        return Stream.of(
                arguments("a held lock is granted", Rule.EXCLUSION, Flaw.atServer(HeldIsNoObstacle::new)),
                arguments("anybody releases", Rule.EXCLUSION, Flaw.atServer(AnybodyReleases::new)),
                arguments("constant token", Rule.TOKEN, Flaw.atServer(ConstantToken::new)),
                arguments("no poll", Rule.PROGRESS, Flaw.atClient(NoPoll::new)),
                arguments("no local deadline", Rule.EXCLUSION, Flaw.atServer(NoDeadline::new)),
                arguments("no tombstones", Rule.LEFTOVER, Flaw.atServer(NoTombstones::new)),
                arguments("no tombstone of the yielded", Rule.LEFTOVER, Flaw.atServer(NoTombstoneOfYielded::new)),
                arguments("a claim leaves the lease short", Rule.EXCLUSION, Flaw.atServer(ShortClaim::new)),
                arguments("leases shrink", Rule.EXCLUSION, new Flaw(LeasesShrink::new, (store, clock) -> store)),
                arguments("the arrival is forgotten", Rule.ORDER, Flaw.atServer(ArrivalForgotten::new)),
                arguments("a yield keeps the old stand", Rule.LEFTOVER, Flaw.atServer(YieldKeepsOld::new)),
                arguments("a yield is not repeated", Rule.LEFTOVER, Flaw.atClient(YieldOnce::new)),
                arguments(
                        "slow replies are thrown away",
                        Rule.PROGRESS,
                        new Flaw((store, clock) -> store, RepliesThrownAway::new)),
                arguments("nothing is kept", Rule.MIN_HOLD, Flaw.atServer(NothingIsKept::new)),
                arguments("a loss is not given back", Rule.LEFTOVER, Flaw.atClient(ReleasesGetLost::new)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("flaws")
    void aFlawIsNoticed(String name, Rule rule, Flaw flaw) {
        boolean noticed = LongStream.rangeClosed(1, SCHEDULES).anyMatch(seed -> new Simulation(seed, false, flaw)
                .run().stream().map(Violation::rule).anyMatch(rule::equals));

        assertThat(noticed).as(name).isTrue();
    }
}
