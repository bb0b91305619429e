package io.github.latchkey;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every {@link LockStore} with permits promises. */
public abstract class PermitContractTest extends StoreFixture {

    protected PermitContractTest(TestedStore tested) {
        super(tested);
    }

    @Test
    void permitsAreTakenUpToTheirNumber() {
        acquire(permit("a", 2));
        acquire(permit("b", 2));
        queue(permit("c", 2));

        List<String> full = holders();
        release(permit("a", 2));

        assertThat(full).hasSize(2);
        assertThat(holders()).containsExactlyInAnyOrder("b:1:p2", "c:1:p2");
    }

    @Test
    void aPermitThatRanOutIsFree() {
        acquire(stand("a:1:p1", SHORT));
        Acquisition before = acquire(permit("b", 1));
        passTime(SHORT);

        Acquisition after = acquire(permit("b", 1));

        assertThat(before).isInstanceOf(Busy.class);
        assertThat(after).isInstanceOf(Granted.class);
    }

    @Test
    void differentKindsExcludeEachOther() {
        List<Stand> kinds = List.of(writer("w"), reader("r"), permit("p", 5));

        for (Stand in : kinds) {
            acquire(in);
            assertThat(kinds).filteredOn(kind -> !kind.equals(in)).allSatisfy(out -> assertThat(
                            busy(stand("out-" + out.owner(), LONG)).holder())
                    .isEqualTo(in.owner()));
            assertThat(release(in)).isTrue();
        }
    }

    @Test
    void renewLengthensOneOfManyAndShortensNone() {
        acquire(stand("a:1:p3", SHORT));
        acquire(permit("b", 3));

        List<Boolean> held = renew(permit("a", 3), stand("b:1:p3", SHORT), permit("c", 3));
        passTime(Duration.ofSeconds(5));

        assertThat(held).containsExactly(true, true, false);
        assertThat(holders()).containsExactlyInAnyOrder("a:1:p3", "b:1:p3");
    }

    @Test
    void aKeptPermitIsStillTaken() {
        acquire(permit("a", 1));

        retire(permit("a", 1), SHORT, false);

        assertThat(busy(permit("b", 1)).holder()).isEqualTo(Busy.NOBODY);
        assertThat(holders()).containsExactly(Busy.NOBODY);
    }
}
