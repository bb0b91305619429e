package io.github.latchkey.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * The scripts and the store in memory give the same answers and make the same offers, whatever happens. A failure names the seed of its
 * history; {@code -Dcomparison.seed=} goes through that one again.
 */
class StoreComparisonIT {

    private static final int HISTORIES = 300;
    private static final int TRIES = 20;
    private static final String[] KINDS = {
        "Granted",
        "Busy",
        "Refused",
        "LockState",
        "gave back",
        "offer",
        "retired true",
        "retired false",
        "renewed true",
        "renewed false"
    };
    private static final String CHANNELS = "lock:signals:";
    private static final String END = "the end";

    private final TestedRedisStore tested = new TestedRedisStore();
    private final RedisClient client = RedisClient.create(tested.uri());
    private final RedisCommands<String, String> redis = client.connect().sync();
    private final StatefulRedisPubSubConnection<String, String> signals = client.connectPubSub();
    private final BlockingQueue<String> published = new LinkedBlockingQueue<>();
    private final Map<String, Integer> answers = new TreeMap<>();

    @AfterEach
    void close() {
        client.shutdown();
        tested.close();
    }

    @Test
    void bothStoresFollowTheSameRules() throws InterruptedException {
        Long replayed = Long.getLong("comparison.seed");
        listen();

        for (long seed : replayed == null ? new Random().longs(HISTORIES).toArray() : new long[] {replayed}) {
            compare(seed);
        }

        if (replayed == null) {
            assertThat(answers)
                    .as("how often the histories had what they are to have")
                    .containsOnlyKeys(KINDS)
                    .allSatisfy((kind, often) -> assertThat(often).as(kind).isGreaterThan(HISTORIES / 2));
        }
    }

    /** A machine that stands still for a moment lets the server's clock run too far ahead to tell anything: once more, then. */
    private void compare(long seed) throws InterruptedException {
        for (int i = 0; i < TRIES; i++) {
            History history = new History(seed, tested);
            Throwable failure = failure(history);
            if (failure == null) {
                history.answers().forEach(answer -> answers.merge(answer, 1, Integer::sum));
                return;
            }
            if (!history.isTooSlow()) {
                throw new AssertionError("-Dcomparison.seed=" + seed + " fails after\n" + history, failure);
            }
        }
        throw new AssertionError("This machine is too slow to compare anything");
    }

    private @Nullable Throwable failure(History history) throws InterruptedException {
        try {
            history.run();
            assertThat(published()).as("offers").isEqualTo(history.offers());
            return null;
        } catch (AssertionError | CompletionException e) {
            published();
            return e;
        }
    }

    private void listen() {
        signals.addListener(new RedisPubSubAdapter<>() {
            @Override
            public void message(String pattern, String channel, String message) {
                published.add(channel.substring(CHANNELS.length()) + " hears " + message);
            }
        });
        signals.sync().psubscribe(CHANNELS + "*");
    }

    private List<String> published() throws InterruptedException {
        redis.publish(CHANNELS + "all", END);
        List<String> until = new ArrayList<>();
        while (true) {
            String next = Objects.requireNonNull(published.poll(10, TimeUnit.SECONDS), "no signals");
            if (next.endsWith(END)) {
                return until;
            }
            until.add(next);
        }
    }
}
