package io.github.latchkey.sample.races;

import io.github.latchkey.sample.traces.Timeline.Moment;
import java.io.IOException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.http.MediaType;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Tells pages how a race stands. Each page has a thread of its own, which looks at the race and never stops it: a page that does not read
 * holds up nobody but itself.
 */
@Component
final class RaceStreams {

    private static final Logger log = LoggerFactory.getLogger(RaceStreams.class);
    private static final int MOST_STREAMS = 32;
    private static final int MOST_TRACES = 500;
    private static final long MILLIS_BETWEEN = 150;
    private static final long NO_TIMEOUT = 0;

    private final RaceHistory history;
    private final RecentRaces recent;
    private final Semaphore free = new Semaphore(MOST_STREAMS);
    private final ExecutorService threads =
            Executors.newCachedThreadPool(new CustomizableThreadFactory("race-stream-"));

    RaceStreams(RaceHistory history, RecentRaces recent) {
        this.history = history;
        this.recent = recent;
    }

    SseEmitter open(long id, int from) {
        Race race = recent.get(id);
        if (!free.tryAcquire()) {
            throw new TooManyStreamsException(MOST_STREAMS);
        }
        SseEmitter page = new SseEmitter(NO_TIMEOUT);
        try {
            threads.execute(() -> {
                try {
                    tell(page, id, race, from);
                } finally {
                    free.release();
                }
            });
        } catch (RejectedExecutionException e) {
            free.release();
            throw e;
        }
        return page;
    }

    private void tell(SseEmitter page, long id, Race race, int from) {
        try {
            int next = from;
            boolean last = false;
            while (!last) {
                last = race.isOver();
                Moment moment = race.timeline().since(next, MOST_TRACES);
                last &= moment.ended().isEmpty();
                next = moment.next();
                page.send(SseEmitter.event()
                        .id(Integer.toString(next))
                        .name("progress")
                        .data(RaceProgress.of(race, moment), MediaType.APPLICATION_JSON));
                if (moment.ended().size() < MOST_TRACES) {
                    boolean unused = race.awaitEnd(MILLIS_BETWEEN);
                }
            }
            page.send(SseEmitter.event().name("over").data(new Over(history.get(id)), MediaType.APPLICATION_JSON));
            page.complete();
        } catch (IOException | IllegalStateException e) {
            log.debug("A page that watched race {} is gone", id, e);
        } catch (InterruptedException e) {
            // The sample is closed; the page will look for it again.
            page.complete();
        } catch (RuntimeException e) {
            log.warn("Race {} cannot be told of", id, e);
            page.completeWithError(e);
        }
    }

    // Otherwise the web server would wait for the end of the race before it ends.
    @EventListener(ContextClosedEvent.class)
    void close() {
        threads.shutdownNow();
    }

    private record Over(RaceReport race) {}
}
