package io.github.latchkey.quorum;

import io.github.latchkey.Ticker;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Which token to propose to all nodes, so that they give the same and none has to be written back: a little more than the time of the fastest
 * of their clocks. That time is learnt from the token of an election without a proposal, one in a second and from the nodes that it asked, and goes on with this process'
 * monotonic clock. It is a guess that saves a round trip where it is right; where it is wrong tokens differ, and the highest is written back.
 */
final class TokenProposal {

    private static final long LEARN_AFTER = TimeUnit.SECONDS.toNanos(1);

    /** What clocks drift apart until the next lesson, and more. */
    private static final long MARGIN_MICROS = 1_000;

    private record Lesson(long token, long at, long roundTrip) {}

    private final Ticker ticker;
    private volatile @Nullable Lesson last;

    TokenProposal(Ticker ticker) {
        this.ticker = ticker;
    }

    /** Returns the token to propose, or 0 where a lesson is due. */
    long next() {
        Lesson lesson = last;
        long since = lesson == null ? LEARN_AFTER : ticker.nanoTime() - lesson.at;
        if (lesson == null || since >= LEARN_AFTER) {
            return 0;
        }
        return lesson.token + MARGIN_MICROS + TimeUnit.NANOSECONDS.toMicros(since + 2 * lesson.roundTrip);
    }

    /** Learns from the highest token of an election without a proposal, sent at that time. */
    void learn(long token, long askedAt) {
        long now = ticker.nanoTime();
        last = new Lesson(token, now, now - askedAt);
    }
}
