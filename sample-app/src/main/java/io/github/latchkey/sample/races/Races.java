package io.github.latchkey.sample.races;

import io.github.latchkey.sample.instances.Instance;
import io.github.latchkey.sample.instances.Instances;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/** Runs races: at once for a caller that waits, or one after the other in the background. */
@Component
final class Races implements DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(Races.class);
    private static final int MOST_WAITING = 16;

    private final RaceHistory history;
    private final Instances instances;
    private final Rehearsals rehearsals;
    private final SpreadShares shares;
    private final ExecutorService background = new ThreadPoolExecutor(
            1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MOST_WAITING), task -> new Thread(task, "races"));

    Races(RaceHistory history, Instances instances, Rehearsals rehearsals, SpreadShares shares) {
        this.history = history;
        this.instances = instances;
        this.rehearsals = rehearsals;
        this.shares = shares;
    }

    /** Runs a race. */
    RaceReport run(RaceOrder order) throws InterruptedException {
        List<Instance> runners = instances.choose(order.instances());
        return run(history.add(order), order, runners);
    }

    /** Has a race run after those that wait already. */
    RaceReport start(RaceOrder order) {
        List<Instance> runners = instances.choose(order.instances());
        RaceReport report = history.add(order);
        try {
            background.execute(() -> runQuietly(report, order, runners));
            return report;
        } catch (RejectedExecutionException e) {
            history.remove(report);
            throw new TooManyRacesException(MOST_WAITING);
        }
    }

    private void runQuietly(RaceReport report, RaceOrder order, List<Instance> runners) {
        try {
            RaceReport unused = run(report, order, runners);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            log.warn("Race {} of {} failed", report.id(), report.name(), e);
        }
    }

    private RaceReport run(RaceReport report, RaceOrder order, List<Instance> runners) throws InterruptedException {
        history.change(report, RaceReport::running);
        try {
            RaceOutcome outcome = race(order, runners);
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
            history.change(report, before -> before.failed(e.toString()));
            throw e;
        }
    }

    private RaceOutcome race(RaceOrder order, List<Instance> runners) throws InterruptedException {
        rehearsals.holdBefore(order, runners);
        try (Scene scene = order.race().prepare(order.strategy(), order.requests())) {
            long start = System.nanoTime();
            Tally tally = shares.run(order, scene.calls(), runners);
            double seconds = TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - start) / 1e6;
            return RaceOutcome.of(tally, scene.judge(), seconds);
        }
    }

    @Override
    public void destroy() {
        background.shutdownNow();
    }
}
