package io.github.latchkey.sample.races;

import io.github.latchkey.sample.traces.Timeline;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;

/** Runs shares of races in this instance: all threads begin together, and each takes the next call that nobody has. */
@Component
final class Shares {

    private static final Logger log = LoggerFactory.getLogger(Shares.class);
    private static final long SECONDS_TO_END = 30;

    private final RaceCases cases;

    Shares(RaceCases cases) {
        this.cases = cases;
    }

    Tally run(Share share, Timeline timeline) throws InterruptedException {
        return run(cases.named(share.name()), share, timeline);
    }

    private static <S> Tally run(RaceCase<S> race, Share share, Timeline timeline) throws InterruptedException {
        S service = race.strategies().named(share.strategy());
        int threads = Math.min(share.threads(), share.calls().size());
        ExecutorService pool = Executors.newFixedThreadPool(threads, new CustomizableThreadFactory("race-caller-"));
        try {
            AtomicInteger next = new AtomicInteger();
            CountDownLatch ready = new CountDownLatch(threads);
            List<Future<Tally>> tallies = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                tallies.add(pool.submit(() -> {
                    ready.countDown();
                    ready.await();
                    return take(new Runner<>(race, service, timeline), share, next);
                }));
            }
            Tally sum = Tally.NOTHING;
            for (Future<Tally> tally : tallies) {
                sum = sum.plus(done(tally));
            }
            return sum;
        } finally {
            pool.shutdownNow();
            // Those that were cut off would spoil the next race.
            if (!pool.awaitTermination(SECONDS_TO_END, TimeUnit.SECONDS)) {
                log.warn("Calls of {} go on after their race has failed", race.name());
            }
        }
    }

    private static <S> Tally take(Runner<S> runner, Share share, AtomicInteger next) throws InterruptedException {
        List<Long> micros = new ArrayList<>();
        for (int i = next.getAndIncrement(); i < share.calls().size(); i = next.getAndIncrement()) {
            micros.add(runner.run(share.calls().get(i), share.subject(i)));
        }
        return runner.tally(micros);
    }

    private static Tally done(Future<Tally> tally) throws InterruptedException {
        try {
            return tally.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }
}
