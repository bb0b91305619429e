package io.github.latchkey;

import io.github.latchkey.fault.history.Rule;
import io.github.latchkey.simulation.ForwardingStore;
import io.github.latchkey.simulation.Journal;
import io.github.latchkey.simulation.VirtualTime;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** Stands between an engine and its wire, and remembers when the engine gave up which owner: none is renewed after that. */
final class Departures extends ForwardingStore {

    private final VirtualTime time;
    private final Journal journal;
    private final Map<String, Long> left = new HashMap<>();
    private final Set<String> over = new HashSet<>();
    private final Set<String> forgotten = new HashSet<>();

    Departures(LockStore wire, VirtualTime time, Journal journal) {
        super(wire);
        this.time = time;
        this.journal = journal;
    }

    /** When the owner was given up first; never, if it was not. */
    long leftAt(String owner) {
        return left.getOrDefault(owner, Long.MAX_VALUE);
    }

    /** Whether the engine was told that the owner's stand has ended. */
    boolean isOver(String owner) {
        return over.contains(owner);
    }

    /** Whether the server forgot that the owner was given up, so that late copies of its commands are carried out. */
    boolean isForgotten(String owner) {
        return forgotten.contains(owner);
    }

    /** Hears that the server forgot everything, tombstones included. */
    void forget() {
        forgotten.addAll(left.keySet());
        left.clear();
        over.clear();
    }

    @Override
    public CompletionStage<Acquisition> acquire(Look look) {
        Stand old = look.old();
        return old == null ? super.acquire(look) : leaving(old, super.acquire(look));
    }

    @Override
    public CompletionStage<Boolean> retire(Stand stand, Duration keep, boolean tombstone) {
        return leaving(stand, super.retire(stand, keep, tombstone));
    }

    @Override
    public List<? extends CompletionStage<Boolean>> renew(List<Stand> stands) {
        for (Stand stand : stands) {
            if (left.containsKey(stand.owner())) {
                journal.violation(Rule.LEFTOVER, stand.name(), stand.owner() + " was given up and is renewed");
            }
        }
        return super.renew(stands);
    }

    private <T> CompletionStage<T> leaving(Stand stand, CompletionStage<T> answer) {
        left.putIfAbsent(stand.owner(), time.now());
        answer.whenComplete((heard, error) -> {
            if (error == null && !isForgotten(stand.owner())) {
                over.add(stand.owner());
            }
        });
        return answer;
    }
}
