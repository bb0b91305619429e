package io.github.latchkey.benchmarks.report;

/** What a row says about its target. */
public enum Verdict {
    MET("met"),
    MISSED("**missed**"),
    /** Nothing can be said: what it compares was not measured, or broke mutual exclusion. */
    VOID("**void**"),
    /** A figure without a target. */
    NONE("");

    private final String text;

    Verdict(String text) {
        this.text = text;
    }

    @Override
    public String toString() {
        return text;
    }
}
