package io.github.latchkey.benchmarks.report;

import java.util.List;
import java.util.Locale;

/** A target, what Latchkey reached, what it is compared with, and whether that is enough. */
public record Row(String target, String latchkey, String reference, String ratio, Verdict verdict) {

    /** The heads of the columns. */
    static final List<String> HEAD = List.of("target", "Latchkey", "compared with", "ratio", "");

    /** Returns a row that says why there is nothing to compare. */
    public static Row voided(String target, String reason) {
        return new Row(target, reason, "", "", Verdict.VOID);
    }

    List<String> cells() {
        return List.of(target, latchkey, reference, ratio, verdict.toString());
    }

    /** Returns a number with as many digits as matter. */
    public static String number(double value) {
        if (Double.isNaN(value)) {
            return "–";
        }
        double size = Math.abs(value);
        int digits = size >= 100 || value == Math.rint(value) ? 0 : size >= 10 ? 1 : size >= 0.1 ? 2 : 4;
        return String.format(Locale.ROOT, "%,." + digits + "f", value);
    }
}
