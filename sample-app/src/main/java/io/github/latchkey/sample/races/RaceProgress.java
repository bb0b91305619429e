package io.github.latchkey.sample.races;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.github.latchkey.sample.traces.Mark;
import io.github.latchkey.sample.traces.Span.State;
import io.github.latchkey.sample.traces.Timeline.Moment;
import io.github.latchkey.sample.traces.Trace;
import io.github.latchkey.sample.traces.Trace.End;
import io.github.latchkey.sample.traces.TracedCall;
import java.util.List;

/**
 * How a race stands, as a page is told.
 *
 * @param micros how long it has run, in microseconds
 * @param total how many calls there are
 * @param waiting calls that wait now
 * @param holding calls that have a lock now
 * @param traces calls that ended since the last time
 * @param open calls that run
 * @param faults what may befall the holder, while it waits for that
 */
record RaceProgress(
        Race.Phase phase,
        long micros,
        int total,
        long done,
        long refused,
        long failed,
        long waiting,
        long holding,
        List<Trace> traces,
        List<Trace> open,
        List<Mark> marks,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> faults) {

    static RaceProgress of(Race race, Moment moment) {
        Race.Phase phase = race.phase();
        return new RaceProgress(
                phase,
                moment.micros(),
                race.requests(),
                moment.count(End.DONE),
                moment.count(End.REFUSED),
                moment.count(End.FAILED),
                moment.count(State.WAITING),
                moment.count(State.HOLDING),
                moment.ended().stream().map(TracedCall::trace).toList(),
                moment.open(),
                moment.marks(),
                phase == Race.Phase.AWAITING_FAULT
                        ? race.order().race().faults().stream()
                                .map(Fault::toString)
                                .toList()
                        : List.of());
    }
}
