package io.github.latchkey.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {

    @Test
    void aLimitIsMetUpToTheLimit() {
        assertThat(Limit.atLeast(0.9).judge(0.9)).isEqualTo(Verdict.MET);
        assertThat(Limit.atLeast(0.9).judge(0.89)).isEqualTo(Verdict.MISSED);
        assertThat(Limit.atMost(1.2).judge(1.2)).isEqualTo(Verdict.MET);
        assertThat(Limit.below(1).judge(0.99)).isEqualTo(Verdict.MET);
        assertThat(Limit.below(1).judge(1)).isEqualTo(Verdict.MISSED);
        assertThat(Limit.atMost(1.2).judge(1.21)).isEqualTo(Verdict.MISSED);
    }

    @Test
    void whatIsNoNumberMeetsNoLimit() {
        assertThat(Limit.atLeast(0.9).judge(Double.NaN)).isEqualTo(Verdict.VOID);
        assertThat(Limit.atMost(0.9).judge(Double.NaN)).isEqualTo(Verdict.VOID);
    }

    @Test
    void aVoidRowOrRunMakesTheReportVoidAndAMissedTargetDoesNot() {
        Report missed = new Report();
        missed.add(new Row("P1", "1", "2", "0.5 ×", Verdict.MISSED));
        Report row = new Report();
        row.add(Row.voided("P1", "not measured"));
        Report run = new Report();
        run.voided("P3, Latchkey: VIOLATION");

        assertThat(missed.isVoid()).isFalse();
        assertThat(row.isVoid()).isTrue();
        assertThat(run.isVoid()).isTrue();
        assertThat(run.summary()).contains("VOID: P3, Latchkey: VIOLATION");
    }

    @Test
    void isWrittenAsMarkdown(@TempDir Path directory) throws IOException {
        Report report = new Report();
        report.add(new Row("P1", "1,234", "2,468 (raw)", "0.50 ×", Verdict.MISSED));
        report.details("P1", List.of("library", "a|b"), List.of(List.of("raw", "1")));
        report.remark("Nobody disturbed.");

        report.write(directory.resolve("new/report.md"));

        assertThat(Files.readString(directory.resolve("new/report.md")))
                .contains("| P1 | 1,234 | 2,468 (raw) | 0.50 × | **missed** |")
                .contains("- Nobody disturbed.")
                .contains("| library | a\\|b |\n|---|---|\n| raw | 1 |");
    }

    @Test
    void numbersHaveTheDigitsThatMatter() {
        assertThat(Row.number(65_981.4)).isEqualTo("65,981");
        assertThat(Row.number(14.66)).isEqualTo("14.7");
        assertThat(Row.number(0.949)).isEqualTo("0.95");
        assertThat(Row.number(0.00123)).isEqualTo("0.0012");
        assertThat(Row.number(2)).isEqualTo("2");
        assertThat(Row.number(Double.NaN)).isEqualTo("–");
    }
}
