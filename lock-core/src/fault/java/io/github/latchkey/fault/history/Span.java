package io.github.latchkey.fault.history;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A stretch of time in a request.
 *
 * @param call the request
 * @param from its beginning
 * @param to   its end
 */
record Span(Call call, long from, long to) {

    /** Returns the acquires, from the question to the answer; one without an answer, of a process that was killed, is left out. */
    static List<Span> waits(List<Event> events) {
        return between(events, Op.ACQUIRE, false);
    }

    /** Returns the times in which something was broken on purpose; one that never ended lasts to the end of the history. */
    static List<Span> faults(List<Event> events) {
        return between(events, Op.FAULT, true);
    }

    Duration length() {
        return Duration.ofNanos(to - from);
    }

    boolean overlaps(Span other) {
        return from < other.to && other.from < to;
    }

    /** Returns spans that cover the same time, in order and without overlaps. */
    static List<Span> merged(List<Span> spans) {
        List<Span> sorted = new ArrayList<>(spans);
        sorted.sort(Comparator.comparingLong(Span::from));
        List<Span> result = new ArrayList<>();
        for (Span span : sorted) {
            Span last = result.isEmpty() ? null : result.get(result.size() - 1);
            if (last != null && span.from <= last.to) {
                result.set(result.size() - 1, new Span(last.call, last.from, Math.max(last.to, span.to)));
            } else {
                result.add(span);
            }
        }
        return result;
    }

    /** Returns the longest part of this span in which it meets none of the merged ones. */
    Duration longestGap(List<Span> merged) {
        long longest = 0;
        long reached = from;
        for (int i = firstThatEndsAfter(merged, from); i < merged.size() && merged.get(i).from < to; i++) {
            longest = Math.max(longest, merged.get(i).from - reached);
            reached = merged.get(i).to;
        }
        return Duration.ofNanos(Math.max(longest, to - reached));
    }

    private static int firstThatEndsAfter(List<Span> merged, long time) {
        int low = 0;
        int high = merged.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (merged.get(middle).to <= time) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private static List<Span> between(List<Event> events, Op op, boolean open) {
        Map<String, Event> begun = new HashMap<>();
        List<Span> spans = new ArrayList<>();
        long last = Long.MIN_VALUE;
        for (Event event : events) {
            last = Math.max(last, event.at());
            if (event.op() == op && event.phase() == Phase.INVOKED) {
                begun.put(event.call().id(), event);
            } else if (event.op() == op) {
                Event beginning = begun.remove(event.call().id());
                if (beginning != null) {
                    spans.add(new Span(event.call(), beginning.at(), event.at()));
                }
            }
        }
        if (open) {
            long end = last;
            begun.values().forEach(event -> spans.add(new Span(event.call(), event.at(), end)));
        }
        return spans;
    }
}
