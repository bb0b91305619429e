package io.github.latchkey.sample.longjob;

import io.github.latchkey.sample.races.Call;
import io.github.latchkey.sample.races.RaceCase;
import io.github.latchkey.sample.races.Scene;
import io.github.latchkey.sample.races.Strategies;
import io.github.latchkey.sample.races.Strategy;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * The process that does the jobs is stopped in the middle of them for twice the lease of their locks. Meanwhile others do the same jobs; then
 * it goes on, and must not write over what they wrote.
 */
@Component
final class LongJobCase implements RaceCase<LongJobs> {

    static final long AMOUNT = 10;

    private static final int CALLS_PER_JOB = 10;

    private final LongJobRepository jobs;
    private final Holders holders;
    private final Strategies<LongJobs> strategies;

    LongJobCase(
            LongJobRepository jobs,
            Holders holders,
            UnlockedLongJobs unlocked,
            LockedLongJobs locked,
            UnguardedLongJobs unguarded,
            FencedLongJobs fenced) {
        this.jobs = jobs;
        this.holders = holders;
        strategies = new Strategies<>(Map.of(
                Strategy.NONE, unlocked,
                Strategy.LOCK, locked,
                Strategy.LOCK_UNGUARDED, unguarded,
                Strategy.LOCK_FENCE, fenced));
    }

    @Override
    public String name() {
        return "long-job";
    }

    @Override
    public Strategies<LongJobs> strategies() {
        return strategies;
    }

    @Override
    public int defaultRequests() {
        return CALLS_PER_JOB;
    }

    // Its calls wait for seconds, and its first holder is a new process each time.
    @Override
    public boolean isRehearsed() {
        return false;
    }

    // The process to be stopped has a transaction open for each job, and PostgreSQL has 100 connections for all
    // instances.
    @Override
    public int mostRequests() {
        return 10 * CALLS_PER_JOB;
    }

    @Override
    public Scene prepare(Strategy strategy, int requests) throws InterruptedException {
        List<Long> ids = Stream.generate(() -> jobs.create().id())
                .limit((requests + CALLS_PER_JOB - 1) / CALLS_PER_JOB)
                .toList();
        // One call of each job is the holder's that is stopped; the others come in turns, so that some stand in line.
        List<Call> calls = Stream.iterate(0, i -> i + 1)
                .map(i -> new Call("settle", ids.get(i / (CALLS_PER_JOB - 1)), AMOUNT))
                .limit(requests - ids.size())
                .toList();
        Holder holder = holders.start(strategy, ids);
        try {
            holder.awaitInside();
            holder.stop();
            return new LongJobScene(jobs, ids, calls, holder);
        } catch (RuntimeException | InterruptedException e) {
            holder.close();
            throw e;
        }
    }

    @Override
    public void perform(LongJobs service, Call call) {
        long unused = service.settle(call.subject(), call.detail());
    }
}
