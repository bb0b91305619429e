package io.github.latchkey.redis;

import io.github.latchkey.Acquisition;
import io.github.latchkey.Signals;
import io.github.latchkey.memory.MemoryLockStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** A random history that the scripts and the store in memory go through side by side. */
final class History {

    private static final int STEPS = 60;
    private static final int SHOWN = 40;

    private final RandomSteps steps;
    private final TestedRedisStore redis;
    private final AtomicLong clock = new AtomicLong();
    private final MemoryLockStore memory = new MemoryLockStore(clock::get);
    private final Step.Side one;
    private final Step.Side other = new Step.Side(memory);
    private final Map<String, SameAnswers> numbers = new HashMap<>();
    private final List<String> offers = new ArrayList<>();
    private final List<String> answers = new ArrayList<>();
    private final List<String> lines = new ArrayList<>();
    private final long startedAt = System.nanoTime();

    History(long seed, TestedRedisStore redis) {
        this.steps = new RandomSteps(seed);
        this.redis = redis;
        this.one = new Step.Side(redis.store());
        RandomSteps.CLIENTS.forEach(client -> memory.listen(client, signals(client)));
        redis.forget();
    }

    /** Fails with the first answers that differ. */
    void run() {
        for (int i = 0; i < STEPS; i++) {
            passTime(steps.pause());
            take(steps.next());
        }
    }

    /** Whether the server's clock, which cannot be stopped, is too far ahead of the other. */
    boolean isTooSlow() {
        return System.nanoTime() - startedAt
                > SameAnswers.TOLERANCE.toNanos() - Duration.ofMillis(20).toNanos();
    }

    /** The offers that the store in memory made. */
    List<String> offers() {
        return offers;
    }

    /** The kinds of answers, and "offer" for each offer. */
    List<String> answers() {
        return answers;
    }

    /** The end of the history, which is where it went wrong. */
    @Override
    public String toString() {
        return String.join("\n", lines.subList(Math.max(0, lines.size() - SHOWN), lines.size()));
    }

    private void passTime(Duration pause) {
        lines.add(pause + " later");
        if (pause.isNegative()) {
            // What has ended stays so: here as with the keys that Redis deletes when they have expired.
            RandomSteps.NAMES.forEach(memory::inspect);
        }
        redis.passTime(pause);
        clock.addAndGet(pause.toNanos());
    }

    private void take(Step step) {
        lines.add(step.toString());
        Object first = step.on(one).toCompletableFuture().join();
        Object second = step.on(other).toCompletableFuture().join();
        lines.add("    " + first);
        lines.add("    " + second);
        numbers.computeIfAbsent(step.name(), name -> new SameAnswers()).check(first, second);
        count(first);
    }

    private void count(Object answer) {
        if (answer instanceof List<?> renewed) {
            renewed.forEach(held -> answers.add("renewed " + held));
        } else if (answer instanceof Boolean ours) {
            answers.add("retired " + ours);
        } else {
            answers.add(answer.getClass().getSimpleName());
        }
        if (answer instanceof Acquisition acquisition && acquisition.gaveBack()) {
            answers.add("gave back");
        }
    }

    private Signals signals(String client) {
        return new Signals() {
            @Override
            public void offered(String owner) {
                offers.add(client + " hears " + owner);
                answers.add("offer");
            }

            @Override
            public void missed() {}
        };
    }
}
