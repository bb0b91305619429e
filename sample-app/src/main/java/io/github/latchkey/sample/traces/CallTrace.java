package io.github.latchkey.sample.traces;

import io.github.latchkey.sample.traces.Span.State;
import io.github.latchkey.sample.traces.Step.Kind;
import io.github.latchkey.sample.traces.Trace.End;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A call that runs, and what it has done so far. The thread that makes the call writes it, and finds it by {@link #current()} wherever it
 * comes; any thread may look at it.
 */
public final class CallTrace {

    private static final ThreadLocal<@Nullable CallTrace> CURRENT = new ThreadLocal<>();

    private final Timeline timeline;
    private final TracedSubject subject;
    private final List<Span> spans = new ArrayList<>();
    private final List<Step> steps = new ArrayList<>();
    private @Nullable Long token;

    CallTrace(Timeline timeline, TracedSubject subject) {
        this.timeline = timeline;
        this.subject = subject;
    }

    /** Returns the call that this thread makes, if it makes one. */
    public static Optional<CallTrace> current() {
        return Optional.ofNullable(CURRENT.get());
    }

    CallTrace begin() {
        CURRENT.set(this);
        enter(State.WAITING);
        step(Kind.BEGUN, null);
        return this;
    }

    /** Notes what the call does from now on. */
    public synchronized void enter(State state) {
        long now = timeline.micros();
        closeSpan(now);
        spans.add(new Span(state, now, null));
    }

    /** Notes that the call has left what it did. */
    public synchronized void leave() {
        closeSpan(timeline.micros());
    }

    /** Notes that the call has its lock. */
    public synchronized void locked(long fencingToken) {
        token = fencingToken;
        enter(State.HOLDING);
        step(Kind.LOCKED, Long.toString(fencingToken));
    }

    /** Notes one thing that the call did. */
    public synchronized void step(Kind kind, @Nullable String text) {
        steps.add(new Step(timeline.micros(), kind, text));
    }

    /** Notes that the call is made again. */
    public synchronized void retry() {
        enter(State.WAITING);
        step(Kind.RETRIED, null);
    }

    /** Notes that the call has come to its end, and forgets it on this thread. */
    public void end(End end, @Nullable String reason) {
        CURRENT.remove();
        timeline.end(subject.call(), ended(end, reason));
    }

    private synchronized TracedCall ended(End end, @Nullable String reason) {
        leave();
        // That work was done, was noted where it was.
        if (end != End.DONE) {
            step(Kind.valueOf(end.name()), reason);
        }
        return new TracedCall(trace(end, reason), List.copyOf(steps));
    }

    /** Returns the call as it stands. */
    synchronized Trace soFar() {
        return trace(null, null);
    }

    private Trace trace(@Nullable End end, @Nullable String reason) {
        return subject.trace(List.copyOf(spans), end, reason, token);
    }

    // What took no time at all is not worth a colour.
    private void closeSpan(long now) {
        if (spans.isEmpty()) {
            return;
        }
        Span last = spans.remove(spans.size() - 1);
        if (last.to() != null) {
            spans.add(last);
        } else if (last.from() < now) {
            spans.add(new Span(last.state(), last.from(), now));
        }
    }
}
