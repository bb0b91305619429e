package io.github.latchkey.test;

import io.github.latchkey.LockLease;
import io.github.latchkey.LockRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The requests since the test began. Safe for use by several threads. */
final class CallHistory {

    private final Queue<Call> calls = new ConcurrentLinkedQueue<>();

    Call begin(LockRequest request, @Nullable Object owner) {
        Call call = new Call(request, owner);
        calls.add(call);
        return call;
    }

    void clear() {
        calls.clear();
    }

    List<Call> all(Predicate<Call> filter) {
        return calls.stream().filter(filter).toList();
    }

    /** What is held at this moment. */
    Stream<LockLease> held() {
        return calls.stream().map(Call::held).flatMap(Stream::ofNullable);
    }

    /** Whether threads other than this one hold locks, which they may give back. */
    boolean othersHold() {
        return calls.stream().anyMatch(call -> call.held() != null && call.owner() != Thread.currentThread());
    }

    /** Whether an owner holds all that a call wants, so that it is granted without the store. */
    boolean isNested(Call wanted) {
        List<String> mine = calls.stream()
                .filter(call -> call.held() != null && call.owner() != null)
                .filter(call -> Objects.equals(call.owner(), wanted.owner()))
                .flatMap(call -> call.names().stream())
                .toList();
        return mine.containsAll(wanted.names());
    }

    /** Tells what there was, equal ones once. */
    String describe() {
        Map<String, Integer> counts = new LinkedHashMap<>();
        calls.forEach(call -> counts.merge(call.toString(), 1, Integer::sum));
        if (counts.isEmpty()) {
            return "No lock was asked for at all: is the method called through its bean, and not through this?";
        }
        StringBuilder lines = new StringBuilder("What was asked for:");
        counts.forEach(
                (call, count) -> lines.append("\n  ").append(call).append(count == 1 ? "" : ", " + count + " times"));
        return lines.toString();
    }
}
