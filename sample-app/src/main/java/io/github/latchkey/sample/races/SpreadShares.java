package io.github.latchkey.sample.races;

import io.github.latchkey.sample.instances.Instance;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;

/** Deals the calls of a race to instances, one by one, so that calls which may collide come from different processes. */
@Component
final class SpreadShares {

    private final Shares here;
    private final RemoteShares elsewhere;

    SpreadShares(Shares here, RemoteShares elsewhere) {
        this.here = here;
        this.elsewhere = elsewhere;
    }

    Tally run(Race race, Scene scene, List<Instance> instances) throws InterruptedException {
        ExecutorService pool =
                Executors.newFixedThreadPool(instances.size(), new CustomizableThreadFactory("race-share-"));
        try {
            long startedAt = race.timeline().start().startedAt();
            List<Future<Tally>> tallies = new ArrayList<>();
            for (int i = 0; i < instances.size(); i++) {
                Share share = share(race.order(), scene, startedAt, i);
                if (!share.calls().isEmpty()) {
                    tallies.add(pool.submit(runnerOf(share, instances.get(i), race)));
                }
            }
            Tally sum = Tally.NOTHING;
            for (Future<Tally> tally : tallies) {
                sum = sum.plus(done(tally));
            }
            return sum;
        } finally {
            pool.shutdownNow();
        }
    }

    private Callable<Tally> runnerOf(Share share, Instance instance, Race race) {
        return instance.thisOne()
                ? () -> here.run(share, race.timeline())
                : () -> elsewhere.run(share, instance, race.timeline());
    }

    private static Share share(RaceOrder order, Scene scene, long startedAt, int index) {
        int of = order.instances();
        List<Call> calls = scene.calls();
        List<Call> dealt = new ArrayList<>();
        for (int i = index; i < calls.size(); i += of) {
            dealt.add(calls.get(i));
        }
        // The remainder goes to the first ones.
        int threads = (order.threads() + of - 1 - index) / of;
        return new Share(
                UUID.randomUUID().toString(),
                order.race().name(),
                order.strategy().toString(),
                threads,
                startedAt,
                index + 1,
                scene.firstNumber() + index,
                of,
                dealt);
    }

    private static Tally done(Future<Tally> tally) throws InterruptedException {
        try {
            return tally.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        }
    }
}
