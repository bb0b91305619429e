package io.github.latchkey.benchmarks.worker;

/** Which bucket a duration in nanoseconds falls into: exact up to 64 ns, within 1/32 above. */
final class Histogram {

    static final int BUCKETS = 1_280;

    private static final int SUB_BITS = 5;
    private static final int SUB = 1 << SUB_BITS;

    private Histogram() {}

    static int bucket(long nanos) {
        long value = Math.max(0, nanos);
        if (value < SUB) {
            return (int) value;
        }
        int shift = 63 - Long.numberOfLeadingZeros(value) - SUB_BITS;
        return (int) Math.min(BUCKETS - 1L, (long) shift * SUB + (value >>> shift));
    }

    /** Returns the largest duration of a bucket: what is reported is never too small. */
    static long upperBound(int bucket) {
        if (bucket < SUB) {
            return bucket;
        }
        int shift = bucket / SUB - 1;
        return ((long) (bucket - shift * SUB + 1) << shift) - 1;
    }
}
