package io.github.latchkey.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.latchkey.benchmarks.contender.Library;
import io.github.latchkey.benchmarks.report.Figures;
import io.github.latchkey.benchmarks.report.Limit;
import io.github.latchkey.benchmarks.report.Row;
import io.github.latchkey.benchmarks.report.Verdict;
import org.junit.jupiter.api.Test;

class ResultsTest {

    private final Results results = new Results();

    @Test
    void theRatioIsTheMedianOfTheRoundsAndNotOfTheirMedians() {
        add(Library.LATCHKEY, 10, 100, 30);
        add(Library.RAW, 10, 200, 10);

        Row row = results.againstRaw("P1", "throughput", Limit.atLeast(0.9));

        assertThat(row).isEqualTo(new Row("P1", "30", "10 (raw Lettuce)", "1 ×", Verdict.MET));
    }

    @Test
    void theBestPeerIsTheOneToBeat() {
        add(Library.LATCHKEY, 70);
        add(Library.REDISSON, 5);
        add(Library.SPRING, 10);
        add(Library.RAW, 1_000);

        Row row = results.againstBestPeer("P3", "throughput", Limit.atLeast(8));

        assertThat(row.reference()).isEqualTo("10 (Spring Integration, spin)");
        assertThat(row.verdict()).isEqualTo(Verdict.MISSED);
    }

    @Test
    void nothingIsMetWithoutLatchkeyOrWithoutSomethingToCompare() {
        add(Library.REDISSON, 5);
        assertThat(results.againstBestPeer("P3", "throughput", Limit.atLeast(8)).verdict())
                .isEqualTo(Verdict.VOID);
        assertThat(results.absolute("P3", "throughput", Limit.atMost(1)).verdict())
                .isEqualTo(Verdict.VOID);

        results.remove(Library.REDISSON);
        add(Library.LATCHKEY, 5);
        assertThat(results.againstBestPeer("P3", "throughput", Limit.atLeast(8)).verdict())
                .isEqualTo(Verdict.VOID);
        assertThat(results.againstRaw("P1", "throughput", Limit.atLeast(8)).verdict())
                .isEqualTo(Verdict.VOID);
    }

    private void add(Library library, double... rounds) {
        for (double round : rounds) {
            results.add(library, Figures.NONE.with("throughput", round));
        }
    }
}
