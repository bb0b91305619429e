package io.github.latchkey.sample.traces;

import io.github.latchkey.sample.traces.Span.State;
import io.github.latchkey.sample.traces.Trace.End;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * All calls of a race, and what befell it. Calls only leave their traces here and wait for nobody who looks at them. Safe for use by many
 * threads.
 */
public final class Timeline {

    /** Calls beyond so many are counted, not traced. */
    public static final int MOST_TRACES = 2000;

    private final SortedMap<Integer, Supplier<Trace>> open = new TreeMap<>();
    private final List<TracedCall> ended = new ArrayList<>();
    private final List<Mark> marks = new ArrayList<>();
    private final Map<End, Long> ends = new EnumMap<>(End.class);
    private volatile @Nullable RaceClock clock;
    private volatile @Nullable Long endMicros;

    /** Starts its clock, unless it runs already, and returns it. */
    public synchronized RaceClock start() {
        RaceClock running = clock == null ? RaceClock.start() : clock;
        clock = running;
        return running;
    }

    /** Takes the clock of a race that another process has begun. */
    public synchronized Timeline joining(RaceClock other) {
        clock = other;
        return this;
    }

    /** Begins to trace a call that this thread makes. */
    public CallTrace begin(TracedSubject subject) {
        CallTrace trace = new CallTrace(this, subject).begin();
        if (subject.call() < MOST_TRACES) {
            synchronized (this) {
                open.put(subject.call(), trace::soFar);
            }
        }
        return trace;
    }

    /** Begins to trace a call that another process makes, by what is heard of it. */
    public CallTrace follow(TracedSubject subject) {
        CallTrace trace = new CallTrace(this, subject);
        trace.step(Step.Kind.BEGUN, null);
        synchronized (this) {
            open.put(subject.call(), trace::soFar);
        }
        return trace;
    }

    /** Shows a call of another process as it stands. */
    public synchronized void show(Trace trace) {
        open.put(trace.call(), () -> trace);
    }

    /** Adds a call of another process that has ended. */
    public void add(TracedCall call) {
        end(call.trace().call(), call);
    }

    synchronized void end(int number, TracedCall call) {
        End end = call.trace().end();
        if (end != null) {
            ends.merge(end, 1L, Long::sum);
        }
        open.remove(number);
        if (number < MOST_TRACES) {
            ended.add(call);
        }
    }

    /** Notes what befalls the race now. */
    public synchronized void mark(Mark.Kind kind) {
        marks.add(new Mark(micros(), kind));
    }

    /** Returns how long the race has run, in microseconds. */
    public long micros() {
        Long end = endMicros;
        if (end != null) {
            return end;
        }
        RaceClock running = clock;
        return running == null ? 0 : running.micros();
    }

    /** Returns how it stands, and the calls that ended since so many had. */
    public Moment since(int from, int most) {
        List<Supplier<Trace>> running;
        Moment moment;
        synchronized (this) {
            int first = Math.min(Math.max(from, 0), ended.size());
            List<TracedCall> news = List.copyOf(ended.subList(first, Math.min(first + most, ended.size())));
            running = List.copyOf(open.values());
            moment =
                    new Moment(micros(), first + news.size(), new EnumMap<>(ends), news, List.of(), List.copyOf(marks));
        }
        // Outside, for a call holds its trace while it asks for the time; nobody here ever holds both.
        return moment.with(running.stream().map(Supplier::get).toList());
    }

    /** Returns all calls that have ended, in the order of their numbers. */
    public synchronized List<TracedCall> ended() {
        return ended.stream()
                .sorted((a, b) -> Integer.compare(a.trace().call(), b.trace().call()))
                .toList();
    }

    /** Returns what befell the race. */
    public synchronized List<Mark> marks() {
        return List.copyOf(marks);
    }

    /** Stops its clock, and forgets what calls did step by step, which is too much to keep. */
    public synchronized void close() {
        endMicros = micros();
        ended.replaceAll(TracedCall::withoutSteps);
    }

    /**
     * A race at one moment.
     *
     * @param next what to ask for the next time
     * @param ended calls that ended since the last time
     * @param open calls that run
     */
    public record Moment(
            long micros, int next, Map<End, Long> ends, List<TracedCall> ended, List<Trace> open, List<Mark> marks) {

        /** Returns how many calls ended like this. */
        public long count(End end) {
            return ends.getOrDefault(end, 0L);
        }

        /** Returns how many calls do this now. */
        public long count(State state) {
            return open.stream().filter(trace -> isNow(trace, state)).count();
        }

        private static boolean isNow(Trace trace, State state) {
            return !trace.spans().isEmpty()
                    && trace.spans().get(trace.spans().size() - 1).state() == state;
        }

        Moment with(List<Trace> running) {
            return new Moment(micros, next, ends, ended, running, marks);
        }
    }
}
