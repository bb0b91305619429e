package io.github.latchkey.sample.races;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.github.latchkey.sample.traces.Step;
import io.github.latchkey.sample.traces.Trace;
import io.github.latchkey.sample.traces.TracedCall;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How calls that collided came to what they came to, step by step, in the order of time. */
record Story(List<Teller> calls, List<StoryStep> steps) {

    private static final int MOST_CALLS = 3;

    /** A call that the story is about. */
    record Teller(int call, String action, long subject, long detail, int by) {

        static Teller of(Trace trace) {
            return new Teller(trace.call(), trace.action(), trace.subject(), trace.detail(), trace.by());
        }
    }

    /** A step of one of the calls. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record StoryStep(long micros, int call, Step.Kind kind, @Nullable String text) {}

    /** Tells of those calls that were at work first; of more than three nobody would read. */
    static @Nullable Story of(List<TracedCall> collided) {
        List<TracedCall> told = collided.stream()
                .filter(call -> call.trace().wasInside())
                .sorted(Comparator.comparing(call -> call.trace().enteredAt()))
                .limit(MOST_CALLS)
                .toList();
        if (told.isEmpty()) {
            return null;
        }
        return new Story(
                told.stream().map(call -> Teller.of(call.trace())).toList(),
                told.stream()
                        .flatMap(Story::steps)
                        .sorted(Comparator.comparing(StoryStep::micros))
                        .toList());
    }

    private static Stream<StoryStep> steps(TracedCall call) {
        return call.steps().stream()
                .map(step -> new StoryStep(step.micros(), call.trace().call(), step.kind(), step.text()));
    }
}
