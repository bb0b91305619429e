package io.github.latchkey.benchmarks.report;

import java.util.Arrays;
import java.util.Collection;

/** What is computed from several numbers. */
public final class Statistics {

    private Statistics() {}

    /** Returns the middle number, or the mean of the two in the middle. */
    public static double median(Collection<Double> numbers) {
        if (numbers.isEmpty()) {
            throw new IllegalArgumentException("No number has no median.");
        }
        double[] sorted =
                numbers.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /**
     * Returns Jain's index of fairness, {@code (Σx)² / (n Σx²)}: 1 if all got the same, 1/n if one got all. Nobody got anything
     * is 0: nothing was shared fairly.
     */
    public static double jain(double... shares) {
        double sum = Arrays.stream(shares).sum();
        double squares = Arrays.stream(shares).map(share -> share * share).sum();
        return squares == 0 ? 0 : sum * sum / (shares.length * squares);
    }
}
