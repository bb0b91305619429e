package io.github.latchkey.sample.races;

import io.github.latchkey.sample.instances.Instance;
import io.github.latchkey.sample.instances.Instances;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponse;

/**
 * Runs races, for a caller that waits or in the background: one at a time, for two would spoil each other's figures. Safe for use by many
 * threads.
 */
@Component
final class Races implements DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(Races.class);

    private final RaceHistory history;
    private final RecentRaces recent;
    private final Instances instances;
    private final Rehearsals rehearsals;
    private final SpreadShares spread;
    private final ExecutorService background = Executors.newSingleThreadExecutor(task -> new Thread(task, "races"));
    private @Nullable RaceReport running;

    Races(RaceHistory history, RecentRaces recent, Instances instances, Rehearsals rehearsals, SpreadShares spread) {
        this.history = history;
        this.recent = recent;
        this.instances = instances;
        this.rehearsals = rehearsals;
        this.spread = spread;
    }

    /** Runs a race. */
    RaceReport run(RaceOrder order) throws InterruptedException {
        return run(begin(order), order);
    }

    /** Has a race run in the background. */
    RaceReport start(RaceOrder order) {
        RaceReport report = begin(order);
        background.execute(() -> runQuietly(report, order));
        return report;
    }

    private synchronized RaceReport begin(RaceOrder order) {
        if (running != null) {
            throw new RaceRunningException(running);
        }
        // Who is up when its calls begin, is seen then; but what cannot be is refused at once.
        List<Instance> unused = instances.choose(order.instances());
        running = history.add(order);
        recent.add(running.id(), new Race(order));
        return running;
    }

    // Whoever sees that a race is over may order the next one.
    private synchronized RaceReport end(RaceReport report, UnaryOperator<RaceReport> result) {
        running = null;
        RaceReport over = history.change(report, result);
        recent.get(report.id()).end();
        return over;
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

    private RaceReport run(RaceReport report, RaceOrder order) throws InterruptedException {
        try {
            RaceOutcome outcome = race(recent.get(report.id()), instances.choose(order.instances()));
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
            return end(report, before -> before.done(outcome));
        } catch (RuntimeException | InterruptedException e) {
            RaceReport unused = end(report, before -> before.failed(reason(e)));
            throw e;
        }
    }

    private static String reason(Exception e) {
        String detail = e instanceof ErrorResponse refusal ? refusal.getBody().getDetail() : null;
        return detail == null ? e.toString() : detail;
    }

    private RaceOutcome race(Race race, List<Instance> runners) throws InterruptedException {
        RaceOrder order = race.order();
        rehearsals.holdBefore(order, runners);
        try (Scene scene = order.race().prepare(race)) {
            race.enter(Race.Phase.RUNNING);
            long start = System.nanoTime();
            Tally tally = spread.run(race, scene, runners);
            double seconds = TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - start) / 1e6;
            race.enter(Race.Phase.JUDGING);
            Verdict verdict = scene.judge();
            new Storyteller(scene, race.timeline().ended()).tell(race, verdict);
            return RaceOutcome.of(tally, verdict, seconds);
        }
    }

    @Override
    public void destroy() {
        background.shutdownNow();
    }
}
