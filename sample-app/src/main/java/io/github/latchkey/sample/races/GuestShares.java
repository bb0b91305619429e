package io.github.latchkey.sample.races;

import io.github.latchkey.sample.traces.RaceClock;
import io.github.latchkey.sample.traces.Timeline;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Runs shares of other instances' races, and tells those how far they are. Safe for use by many threads. */
@Component
final class GuestShares {

    // Whoever asked for one looks once more after its end.
    private static final int KEPT = 4;
    private static final int MOST_AT_ONCE = 500;

    private final Shares here;
    private final Map<String, Timeline> timelines = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Timeline> eldest) {
            return size() > KEPT;
        }
    };

    GuestShares(Shares here) {
        this.here = here;
    }

    Tally run(Share share) throws InterruptedException {
        Timeline timeline = new Timeline().joining(RaceClock.startedAt(share.startedAt()));
        synchronized (timelines) {
            timelines.put(share.key(), timeline);
        }
        return here.run(share, timeline);
    }

    /** Returns the calls that ended since so many had; none of a share that has not come yet. */
    ShareProgress progress(String key, int from) {
        Timeline timeline;
        synchronized (timelines) {
            timeline = timelines.getOrDefault(key, new Timeline());
        }
        return ShareProgress.of(timeline.since(from, MOST_AT_ONCE));
    }
}
