package io.github.latchkey.sample.longjob;

import io.github.latchkey.LockLostException;
import io.github.latchkey.sample.races.Strategy;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/** The jobs of the process that is stopped. */
final class HolderJobs {

    private static final Logger log = LoggerFactory.getLogger(HolderJobs.class);

    private final StoppedPart middle;
    private final Map<Strategy, LongJobs> services;
    private final Map<Long, Future<?>> running = new LinkedHashMap<>();
    private final ExecutorService pool = Executors.newCachedThreadPool(new CustomizableThreadFactory("job-"));

    enum Stale {
        COMMITTED,
        REJECTED,
        FAILED
    }

    HolderJobs(
            StoppedPart middle,
            UnlockedLongJobs unlocked,
            LockedLongJobs locked,
            UnguardedLongJobs unguarded,
            FencedLongJobs fenced) {
        this.middle = middle;
        services = Map.of(
                Strategy.NONE, unlocked,
                Strategy.LOCK, locked,
                Strategy.LOCK_UNGUARDED, unguarded,
                Strategy.LOCK_FENCE, fenced);
    }

    /** Begins all jobs, and returns when each is in its middle. */
    void begin(Strategy strategy, List<Long> jobs) throws InterruptedException {
        LongJobs service = services.get(strategy);
        if (service == null) {
            throw new IllegalArgumentException("No jobs follow " + strategy);
        }
        middle.expect(jobs.size());
        jobs.forEach(job -> running.put(job, pool.submit(() -> service.settle(job, LongJobCase.AMOUNT))));
        middle.awaitInside();
    }

    /** Ends all jobs, and returns how many stale holders committed, were rejected, failed, and were told of their loss. */
    String end() throws InterruptedException {
        middle.goOn();
        Map<Long, Stale> ended = new LinkedHashMap<>();
        for (Map.Entry<Long, Future<?>> job : running.entrySet()) {
            ended.put(job.getKey(), end(job.getValue()));
        }
        pool.shutdown();
        // A commit that is refused can be faster than the word that the lock is lost.
        long losses = middle.losses();
        Map<Stale, Integer> ends = new EnumMap<>(Map.of(Stale.COMMITTED, 0, Stale.REJECTED, 0, Stale.FAILED, 0));
        ended.forEach((job, end) -> {
            ends.merge(end, 1, Integer::sum);
            HolderMain.say(HolderTraces.ENDED, job, end.name());
        });
        String words = ends.entrySet().stream()
                .map(end -> "stale" + capitalized(end.getKey()) + "=" + end.getValue())
                .collect(Collectors.joining(" "));
        return words + " lost=" + losses;
    }

    private static Stale end(Future<?> job) throws InterruptedException {
        try {
            Object unused = job.get();
            return Stale.COMMITTED;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof LockLostException) {
                log.info("Rejected: {}", e.getCause().getMessage());
                return Stale.REJECTED;
            }
            log.warn("A job failed", e.getCause());
            return Stale.FAILED;
        }
    }

    private static String capitalized(Stale end) {
        return end.name().charAt(0) + end.name().substring(1).toLowerCase(Locale.ROOT);
    }
}
