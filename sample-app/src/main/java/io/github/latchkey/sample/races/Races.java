package io.github.latchkey.sample.races;

import io.github.latchkey.sample.instances.Instance;
import io.github.latchkey.sample.instances.Instances;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponse;

/** Runs races: at once for a caller that waits, or one after the other in the background. */
@Component
final class Races implements DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(Races.class);
    private static final int MOST_WAITING = 16;
    private static final int MOST_AT_ONCE = 8;

    private final RaceHistory history;
    private final Instances instances;
    private final Rehearsals rehearsals;
    private final SpreadShares spread;
    private final Semaphore atOnce = new Semaphore(MOST_AT_ONCE);
    private final ExecutorService background = new ThreadPoolExecutor(
            1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MOST_WAITING), task -> new Thread(task, "races"));

    Races(RaceHistory history, Instances instances, Rehearsals rehearsals, SpreadShares spread) {
        this.history = history;
        this.instances = instances;
        this.rehearsals = rehearsals;
        this.spread = spread;
    }

    /** Runs a race. */
    RaceReport run(RaceOrder order) throws InterruptedException {
        if (!atOnce.tryAcquire()) {
            throw new TooManyRacesException(MOST_AT_ONCE + " races run already");
        }
        try {
            refuseWithout(order.instances());
            return run(history.add(order), order);
        } finally {
            atOnce.release();
        }
    }

    /** Has a race run after those that wait already. */
    RaceReport start(RaceOrder order) {
        refuseWithout(order.instances());
        RaceReport report = history.add(order);
        try {
            background.execute(() -> runQuietly(report, order));
            return report;
        } catch (RejectedExecutionException e) {
            history.remove(report);
            throw new TooManyRacesException(MOST_WAITING + " races wait already");
        }
    }

    private void runQuietly(RaceReport report, RaceOrder order) {
        try {
            RaceReport unused = run(report, order);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            log.warn("Race {} of {} failed", report.id(), report.name(), e);
        }
    }

    // Who is up when the race begins, is seen then; but what cannot be is refused at once.
    private void refuseWithout(int wanted) {
        List<Instance> unused = instances.choose(wanted);
    }

    private RaceReport run(RaceReport report, RaceOrder order) throws InterruptedException {
        history.change(report, RaceReport::running);
        try {
            RaceOutcome outcome = race(order, instances.choose(order.instances()));
            log.info(
                    "Race {}: {} with {}: {} violations, {} done, {} refused, {} failed, in {} s",
                    report.id(),
                    report.name(),
                    report.strategy(),
                    outcome.violations(),
                    outcome.done(),
                    outcome.refused(),
                    outcome.failed(),
                    outcome.seconds());
            return history.change(report, before -> before.done(outcome));
        } catch (RuntimeException | InterruptedException e) {
            history.change(report, before -> before.failed(reason(e)));
            throw e;
        }
    }

    private static String reason(Exception e) {
        String detail = e instanceof ErrorResponse refusal ? refusal.getBody().getDetail() : null;
        return detail == null ? e.toString() : detail;
    }

    private RaceOutcome race(RaceOrder order, List<Instance> runners) throws InterruptedException {
        rehearsals.holdBefore(order, runners);
        try (Scene scene = order.race().prepare(order.strategy(), order.requests())) {
            long start = System.nanoTime();
            Tally tally = spread.run(order, scene.calls(), runners);
            double seconds = TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - start) / 1e6;
            return RaceOutcome.of(tally, scene.judge(), seconds);
        }
    }

    @Override
    public void destroy() {
        background.shutdownNow();
    }
}
