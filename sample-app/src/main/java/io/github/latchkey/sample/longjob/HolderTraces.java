package io.github.latchkey.sample.longjob;

import io.github.latchkey.sample.longjob.HolderJobs.Stale;
import io.github.latchkey.sample.traces.CallTrace;
import io.github.latchkey.sample.traces.Mark;
import io.github.latchkey.sample.traces.Span.State;
import io.github.latchkey.sample.traces.Step;
import io.github.latchkey.sample.traces.Timeline;
import io.github.latchkey.sample.traces.Trace.End;
import io.github.latchkey.sample.traces.TracedSubject;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Follows the jobs of the process that is stopped, by what it says of them. Safe for use by many threads. */
final class HolderTraces {

    static final String BEGUN = "begun";
    static final String LOST = "lost";
    static final String ENDED = "ended";

    private static final int HOLDER_PROCESS = 0;

    private final Timeline timeline;
    private final List<Long> jobs;
    private final Map<Long, CallTrace> traces = new ConcurrentHashMap<>();
    private final AtomicBoolean lossSeen = new AtomicBoolean();
    private volatile State atWork = State.INSIDE;

    HolderTraces(Timeline timeline, List<Long> jobs) {
        this.timeline = timeline;
        this.jobs = jobs;
    }

    /** Hears of a job; the words are the event, the job, and what else there is to say. */
    void hear(String... words) {
        long job = Long.parseLong(words[1]);
        switch (words[0]) {
            case BEGUN -> begun(job, words.length > 2 ? Long.valueOf(words[2]) : null);
            case LOST -> lost(job);
            case ENDED -> trace(job).end(end(Stale.valueOf(words[2])), null);
            default -> throw new IllegalArgumentException("The holder says " + List.of(words));
        }
    }

    void stopped() {
        timeline.mark(Mark.Kind.HOLDER_STOPPED);
        traces.values().forEach(trace -> {
            trace.enter(State.STOPPED);
            trace.step(Step.Kind.STOPPED, null);
        });
    }

    void resumed() {
        timeline.mark(Mark.Kind.HOLDER_RESUMED);
        traces.values().forEach(trace -> {
            trace.enter(atWork);
            trace.step(Step.Kind.RESUMED, null);
        });
    }

    private void begun(long job, @Nullable Long token) {
        // Before that, a process was started, which is no part of the race.
        Object unused = timeline.start();
        CallTrace trace = timeline.follow(
                new TracedSubject(jobs.indexOf(job), "settle", job, LongJobCase.AMOUNT, HOLDER_PROCESS));
        traces.put(job, trace);
        if (token == null) {
            trace.enter(State.INSIDE);
        } else {
            atWork = State.HOLDING;
            trace.locked(token);
        }
        trace.step(Step.Kind.READ, null);
    }

    private void lost(long job) {
        if (lossSeen.compareAndSet(false, true)) {
            timeline.mark(Mark.Kind.HOLDER_LOST);
        }
        CallTrace trace = trace(job);
        trace.enter(State.STALE);
        trace.step(Step.Kind.LOST, null);
    }

    private CallTrace trace(long job) {
        return Objects.requireNonNull(traces.get(job), () -> "job " + job + " was not begun");
    }

    private static End end(Stale stale) {
        return switch (stale) {
            case COMMITTED -> End.STALE_COMMITTED;
            case REJECTED -> End.REJECTED;
            case FAILED -> End.FAILED;
        };
    }
}
