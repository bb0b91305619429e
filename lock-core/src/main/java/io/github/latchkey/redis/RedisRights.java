package io.github.latchkey.redis;

import io.github.latchkey.LockStoreException;
import io.github.latchkey.redis.Denial.Cost;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.lettuce.core.pubsub.api.async.RedisPubSubAsyncCommands;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds out whether Redis lets its user do all that locks need, by trying each command on each kind of key. Redis itself does not say which
 * command of a script it refuses, and some stand on ways that a lock goes on a bad day only.
 */
final class RedisRights {

    private static final String UNKNOWN_SCRIPT = "0".repeat(40);

    /** What every lock needs. Each changes nothing, for the keys are nobody's. */
    private static final List<String> ON_KEYS = List.of(
            "evalsha " + UNKNOWN_SCRIPT + " 1 KEY",
            "eval return 1 KEY",
            "get KEY",
            "set KEY - XX",
            "mget KEY",
            "del KEY",
            "exists KEY",
            "pttl KEY",
            "pexpire KEY 1",
            "zadd KEY XX 0 -",
            "zrem KEY -",
            "zscore KEY -",
            "zcard KEY",
            "zrange KEY 0 0",
            "zrangebyscore KEY 0 0",
            "zremrangebyscore KEY 0 0");

    private final RedisLink link;
    private final RedisSignals signals;
    private final LockKeys keys;
    private final String node;
    private final Duration patience;

    /** Waits as long as {@code patience} for the connection that signals come on, and for what is said there. */
    RedisRights(RedisLink link, RedisSignals signals, LockKeys keys, String node, Duration patience) {
        this.link = link;
        this.signals = signals;
        this.keys = keys;
        this.node = node;
        this.patience = patience;
    }

    /** Completes with a sentence for each cost of what is missing but not needed; fails for what is, or where Redis could not say. */
    CompletableFuture<List<String>> check() {
        return commands().thenCompose(denied -> {
            useful(denied);
            return listening().thenApply(more -> {
                List<Denial> all = Stream.concat(denied.stream(), more.stream()).toList();
                return useful(all);
            });
        });
    }

    /** Returns the sentences about what is only useful, and throws the one about what is needed. */
    private List<String> useful(List<Denial> denied) {
        Map<Cost, String> sentences = Denial.sentences(node, denied);
        String fatal = sentences.get(Cost.NO_LOCKS);
        if (fatal != null) {
            throw new LockStoreException(fatal, false, null);
        }
        return List.copyOf(sentences.values());
    }

    private CompletableFuture<List<Denial>> commands() {
        Stream<CompletableFuture<Optional<Denial>>> onKeys = ON_KEYS.stream()
                .flatMap(line -> keys.kinds().stream().map(key -> send(Cost.NO_LOCKS, key, line.split(" "))));
        Stream<CompletableFuture<Optional<Denial>>> others = Stream.of(
                send(Cost.NO_LOCKS, "", "time"),
                send(Cost.NO_LOCKS, "", "ping"),
                send(Cost.SLOW_START, "", "script|load", "return"),
                send(Cost.SLOW_HAND_OVER, keys.channelOfNobody(), keys.slotted() ? "spublish" : "publish", "KEY", "-"));
        return all(Stream.concat(onKeys, others));
    }

    private CompletableFuture<Optional<Denial>> send(Cost cost, String target, String... words) {
        List<String> sent = Arrays.stream(words)
                .flatMap(word -> Arrays.stream(word.split("\\|")))
                .map(word -> word.equals("KEY") ? target : word)
                .toList();
        Trial trial = new Trial(words[0], target, cost);
        return link.send(new TrialCall(sent)).handle((reply, error) -> denial(trial, error));
    }

    private Optional<Denial> denial(Trial trial, @Nullable Throwable error) {
        String answer = error == null ? null : RedisFailure.answer(error);
        // Rights are looked at before slots. Sharded pub/sub is younger than clusters, and is done without where it is
        // missing.
        boolean allowed = keys.slotted()
                && answer != null
                && (RedisFailure.isOfSlot(answer)
                        || (trial.cost() != Cost.NO_LOCKS && answer.startsWith("ERR unknown command")));
        return allowed ? Optional.empty() : trial.denial(error, keys.prefix());
    }

    private CompletableFuture<List<Denial>> listening() {
        CompletableFuture<List<Denial>> heard = signals.connectOnce().thenCompose(this::listen);
        // On a copy, so that a connection that comes too late is closed all the same.
        return heard.copy().orTimeout(patience.toNanos(), TimeUnit.NANOSECONDS).exceptionally(error -> {
            throw RedisFailure.notConnected(error, node, () -> Duration.ZERO);
        });
    }

    private CompletionStage<List<Denial>> listen(StatefulRedisPubSubConnection<String, String> connection) {
        RedisPubSubAsyncCommands<String, String> redis = connection.async();
        String channel = keys.channelOfNobody();
        Stream<CompletableFuture<Optional<Denial>>> trials = keys.slotted()
                ? Stream.of(
                        // Here, where no other command can come after it.
                        heard(redis.asking(), "asking", Cost.NO_LOCKS),
                        heard(redis.ssubscribe(channel), "ssubscribe", Cost.SLOW_HAND_OVER),
                        heard(redis.sunsubscribe(channel), "sunsubscribe", Cost.STALE_CHANNELS))
                : Stream.of(
                        heard(redis.subscribe(channel), "subscribe", Cost.SLOW_HAND_OVER),
                        heard(redis.unsubscribe(channel), "unsubscribe", Cost.STALE_CHANNELS));
        return all(trials).whenComplete((denied, error) -> {
            if (denied != null && denied.stream().anyMatch(denial -> denial.cost() == Cost.SLOW_HAND_OVER)) {
                signals.toldOfRefusal();
            }
            ConnectionEnd.close(connection);
        });
    }

    private CompletableFuture<Optional<Denial>> heard(CompletionStage<?> reply, String command, Cost cost) {
        Trial trial = new Trial(command, keys.channelOfNobody(), cost);
        return reply.toCompletableFuture()
                .orTimeout(patience.toNanos(), TimeUnit.NANOSECONDS)
                .handle((done, error) -> denial(trial, error));
    }

    private static CompletableFuture<List<Denial>> all(Stream<CompletableFuture<Optional<Denial>>> outcomes) {
        List<CompletableFuture<Optional<Denial>>> sent = outcomes.toList();
        return CompletableFuture.allOf(sent.toArray(CompletableFuture<?>[]::new))
                .thenApply(done -> sent.stream()
                        .map(CompletableFuture::join)
                        .flatMap(Optional::stream)
                        .toList());
    }
}
