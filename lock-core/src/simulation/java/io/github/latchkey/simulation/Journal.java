package io.github.latchkey.simulation;

import io.github.latchkey.fault.history.Actor;
import io.github.latchkey.fault.history.Call;
import io.github.latchkey.fault.history.Event;
import io.github.latchkey.fault.history.EventText;
import io.github.latchkey.fault.history.Op;
import io.github.latchkey.fault.history.Phase;
import io.github.latchkey.fault.history.Rule;
import io.github.latchkey.fault.history.Violation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** What happens in a world: events for the checkers; and, where somebody wants to read it, every message. */
public final class Journal {

    private final VirtualTime time;
    private final boolean talkative;
    private final List<Event> events = new ArrayList<>();
    private final List<Violation> violations = new ArrayList<>();
    private final List<String> lines = new ArrayList<>();
    private int calls;
    private long last;

    /** Begins a journal; a talkative one keeps lines to read, which takes its time. */
    public Journal(VirtualTime time, boolean talkative) {
        this.time = time;
        this.talkative = talkative;
    }

    /** Returns the events so far. */
    public List<Event> events() {
        return events;
    }

    /** Returns what witnesses found to be wrong. */
    public List<Violation> violations() {
        return violations;
    }

    /** Returns the lines so far. */
    public List<String> lines() {
        return lines;
    }

    /** Returns an id for the next call. */
    public String nextCall() {
        return "call-" + ++calls;
    }

    /** Notes something to read. */
    public void note(String who, Supplier<String> what) {
        if (talkative) {
            lines.add(String.format("%,14d us %-4s %s", time.now() / 1_000, who, what.get()));
        }
    }

    /** Notes an event that happens now. */
    public void record(Op op, Phase phase, Call call) {
        record(Event.of(op, phase, call, time.now()));
    }

    /** Notes an event that happens now, and after those noted before: a nanosecond later, where time stands still. */
    public void record(Event event) {
        last = Math.max(last + 1, time.now());
        Event noted = new Event(
                event.op(), event.phase(), event.call(), event.token(), event.deadline(), event.value(), last);
        events.add(noted);
        note(event.call().actor().owner(), () -> "= " + EventText.write(noted));
    }

    /** Notes that something is broken on purpose from now on; the process is that which stands still, or -1. */
    public Call fault(String what, long pid) {
        Call fault = new Call(nextCall(), "", new Actor("fault", what, "", pid), 1, Duration.ZERO);
        record(Op.FAULT, Phase.INVOKED, fault);
        return fault;
    }

    /** Notes what a witness found to be wrong. */
    public void violation(Rule rule, String key, String detail) {
        violations.add(new Violation(rule, key, detail + ", at " + time.now() / 1_000 + " us"));
        note("!!!", () -> rule + " " + key + ": " + detail);
    }
}
