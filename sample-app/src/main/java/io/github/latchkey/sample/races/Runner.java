package io.github.latchkey.sample.races;

import io.github.latchkey.LockBusyException;
import io.github.latchkey.sample.traces.CallTrace;
import io.github.latchkey.sample.traces.Timeline;
import io.github.latchkey.sample.traces.Trace.End;
import io.github.latchkey.sample.traces.TracedSubject;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import net.ttddyy.dsproxy.QueryCountHolder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.ErrorResponseException;

/** Makes the calls that one thread of a share takes, and counts. Used by that thread only. */
final class Runner<S> {

    private static final Logger log = LoggerFactory.getLogger(Runner.class);
    private static final int MOST_RETRIES = 200;

    private final RaceCase<S> race;
    private final S service;
    private final Timeline timeline;
    private long done;
    private long refused;
    private long failed;
    private long retries;
    private long queries;
    private long queriesOfRefused;

    Runner(RaceCase<S> race, S service, Timeline timeline) {
        this.race = race;
        this.service = service;
        this.timeline = timeline;
    }

    /** Makes a call, and returns how long it took in microseconds. */
    long run(Call call, TracedSubject subject) throws InterruptedException {
        QueryCountHolder.clear();
        long start = System.nanoTime();
        boolean answered = perform(call, timeline.begin(subject));
        long micros = TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - start);
        long sent = QueryCountHolder.getGrandTotal().getTotal();
        queries += sent;
        if (!answered) {
            queriesOfRefused += sent;
        }
        return micros;
    }

    Tally tally(List<Long> micros) {
        return new Tally(done, refused, failed, retries, queries, queriesOfRefused, micros);
    }

    // False for a call that is refused.
    private boolean perform(Call call, CallTrace trace) throws InterruptedException {
        for (int attempt = 0; ; attempt++) {
            try {
                race.perform(service, call);
                done++;
                trace.end(End.DONE, null);
                return true;
            } catch (ErrorResponseException | LockBusyException | OptimisticLockingFailureException e) {
                if (!race.isRetried(e) || attempt == MOST_RETRIES) {
                    refused++;
                    trace.end(End.REFUSED, reason(e));
                    return false;
                }
                retries++;
                trace.retry();
                pauseBefore(attempt + 1);
            } catch (RuntimeException e) {
                // The first says why; ten thousand of them would only bury it.
                if (failed++ == 0) {
                    log.warn("{} of {} failed: {}", call, race.name(), e.toString(), e);
                }
                trace.end(End.FAILED, e.toString());
                return true;
            }
        }
    }

    private static String reason(RuntimeException refusal) {
        String detail =
                refusal instanceof ErrorResponse answer ? answer.getBody().getDetail() : null;
        return detail == null ? String.valueOf(refusal.getMessage()) : detail;
    }

    // Those that collided would collide again if they came back together.
    private static void pauseBefore(int attempt) throws InterruptedException {
        long most = TimeUnit.MILLISECONDS.toMicros(Math.min(1L << Math.min(attempt, 6), 50));
        TimeUnit.MICROSECONDS.sleep(ThreadLocalRandom.current().nextLong(most + 1));
    }
}
