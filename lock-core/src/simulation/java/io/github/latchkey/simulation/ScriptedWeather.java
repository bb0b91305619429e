package io.github.latchkey.simulation;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Weather as a script wants it: a millisecond each way, and whatever is said about the next messages. */
public final class ScriptedWeather implements Weather {

    private static final Duration USUAL = Duration.ofMillis(1);

    private final Deque<Duration> requests = new ArrayDeque<>();
    private final Deque<Duration> replies = new ArrayDeque<>();
    private List<Duration> signals = List.of(USUAL);
    private List<Duration> late = List.of();

    /** Lets the next request take longer. */
    public ScriptedWeather slowRequest(Duration delay) {
        requests.add(delay);
        return this;
    }

    /** Lets the next reply take longer. */
    public ScriptedWeather slowReply(Duration delay) {
        replies.add(delay);
        return this;
    }

    /** Says when copies of each signal arrive; none loses it. */
    public ScriptedWeather signals(Duration... delays) {
        signals = List.of(delays);
        return this;
    }

    /** Says how long after the next break copies of what was under way still run; none loses it. */
    public ScriptedWeather late(Duration... delays) {
        late = List.of(delays);
        return this;
    }

    @Override
    public Duration request() {
        return requests.isEmpty() ? USUAL : requests.remove();
    }

    @Override
    public Duration reply() {
        return replies.isEmpty() ? USUAL : replies.remove();
    }

    @Override
    public List<Duration> signal() {
        return signals;
    }

    @Override
    public List<Duration> late(boolean hasRun) {
        return late;
    }

    @Override
    public boolean noScript() {
        return false;
    }

    @Override
    public @Nullable Boolean refuses() {
        return null;
    }
}
