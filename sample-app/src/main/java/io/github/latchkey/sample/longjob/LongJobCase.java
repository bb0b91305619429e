package io.github.latchkey.sample.longjob;

import io.github.latchkey.sample.races.Call;
import io.github.latchkey.sample.races.Fault;
import io.github.latchkey.sample.races.Race;
import io.github.latchkey.sample.races.RaceCase;
import io.github.latchkey.sample.races.Scene;
import io.github.latchkey.sample.races.Strategies;
import io.github.latchkey.sample.races.Strategy;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * The process that does the jobs is stopped in the middle of them for twice the lease of their locks, or its Redis is killed or emptied under
 * it. Meanwhile others do the same jobs; then it goes on, and must not write over what they wrote.
 */
@Component
final class LongJobCase implements RaceCase<LongJobs> {

    static final long AMOUNT = 10;

    private static final int CALLS_PER_JOB = 10;
    private static final int MOST_JOBS = 10;

    private final LongJobRepository jobs;
    private final Holders holders;
    private final HolderFaults faults;
    private final Strategies<LongJobs> strategies;

    LongJobCase(
            LongJobRepository jobs,
            Holders holders,
            HolderFaults faults,
            UnlockedLongJobs unlocked,
            LockedLongJobs locked,
            UnguardedLongJobs unguarded,
            FencedLongJobs fenced) {
        this.jobs = jobs;
        this.holders = holders;
        this.faults = faults;
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
        return MOST_JOBS * CALLS_PER_JOB;
    }

    @Override
    public int mostUsers() {
        return MOST_JOBS;
    }

    @Override
    public int callsPerUser() {
        return CALLS_PER_JOB;
    }

    @Override
    public List<Fault> faults() {
        return faults.possible();
    }

    @Override
    public Scene prepare(Race race) throws InterruptedException {
        List<Long> ids =
                Stream.generate(() -> jobs.create().id()).limit(race.users()).toList();
        // The first call of each job is the holder's; the others come to one job after the other, so that some wait.
        List<Call> calls = IntStream.range(1, race.requests())
                .filter(i -> race.userOf(i) == race.userOf(i - 1))
                .mapToObj(i -> new Call("settle", ids.get(race.userOf(i)), AMOUNT))
                .toList();
        Holder holder = holders.start(race.strategy(), ids, new HolderTraces(race.timeline(), ids));
        try {
            holder.awaitInside();
            faults.strike(race.awaitFault(), holder, race.timeline());
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
