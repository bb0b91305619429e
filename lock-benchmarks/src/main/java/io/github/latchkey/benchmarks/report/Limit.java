package io.github.latchkey.benchmarks.report;

/** A bound that a figure has to keep. */
public record Limit(Side side, double value) {

    /** Asks for no less. */
    public static Limit atLeast(double value) {
        return new Limit(Side.AT_LEAST, value);
    }

    /** Asks for no more. */
    public static Limit atMost(double value) {
        return new Limit(Side.AT_MOST, value);
    }

    /** Asks for less. */
    public static Limit below(double value) {
        return new Limit(Side.BELOW, value);
    }

    /** Judges a figure; what is not a number keeps no bound. */
    public Verdict judge(double figure) {
        if (Double.isNaN(figure)) {
            return Verdict.VOID;
        }
        boolean met =
                switch (side) {
                    case AT_LEAST -> figure >= value;
                    case AT_MOST -> figure <= value;
                    case BELOW -> figure < value;
                };
        return met ? Verdict.MET : Verdict.MISSED;
    }

    @Override
    public String toString() {
        return side.sign + " " + Row.number(value);
    }

    /** Where the good figures are. */
    public enum Side {
        AT_LEAST("≥"),
        AT_MOST("≤"),
        BELOW("<");

        private final String sign;

        Side(String sign) {
            this.sign = sign;
        }
    }
}
