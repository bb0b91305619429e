package io.github.latchkey.sample.races;

import io.github.latchkey.sample.traces.Timeline.Moment;
import io.github.latchkey.sample.traces.Trace;
import io.github.latchkey.sample.traces.TracedCall;
import java.util.List;

/**
 * How far a share is that another instance runs.
 *
 * @param ended calls that ended since the last look
 * @param open calls that run
 */
record ShareProgress(List<TracedCall> ended, List<Trace> open) {

    static ShareProgress of(Moment moment) {
        return new ShareProgress(moment.ended(), moment.open());
    }
}
