package io.github.latchkey.sample.races;

import io.github.latchkey.sample.traces.Trace;
import io.github.latchkey.sample.traces.TracedCall;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds the calls that broke something, and tells of those that broke the first. */
final class Storyteller {

    private static final int HOLDER_PROCESS = 0;

    private final Scene scene;
    private final List<TracedCall> calls;

    Storyteller(Scene scene, List<TracedCall> calls) {
        this.scene = scene;
        this.calls = calls;
    }

    void tell(Race race, Verdict verdict) {
        List<TracedCall> broken = calls.stream()
                .filter(call -> verdict.broken().contains(groupOf(call)))
                .toList();
        Set<Integer> numbers = broken.stream().map(call -> call.trace().call()).collect(Collectors.toSet());
        race.judge(
                numbers,
                broken.stream()
                        .findFirst()
                        .or(this::heldByAnotherProcess)
                        .map(this::collidedWith)
                        .map(Story::of)
                        .orElse(null));
    }

    // What becomes of such a holder is worth telling in any case.
    private Optional<TracedCall> heldByAnotherProcess() {
        return calls.stream()
                .filter(call -> call.trace().by() == HOLDER_PROCESS)
                .findFirst();
    }

    private List<TracedCall> collidedWith(TracedCall first) {
        return calls.stream().filter(call -> groupOf(call) == groupOf(first)).toList();
    }

    private long groupOf(TracedCall call) {
        Trace trace = call.trace();
        return scene.groupOf(new Call(trace.action(), trace.subject(), trace.detail()));
    }
}
