package io.github.latchkey.redis;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisConnectionException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.ValueListOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Opens connections to one of several nodes. The thread that waits for one is let go after a while, whatever the settings of the
 * application's client are, for the next node may answer; a connection that comes later is closed.
 *
 * @param client gives the driver's client, which may be another one each time
 */
record Openings(Supplier<RedisClient> client) {

    /** Opens a connection for commands, blocking. */
    StatefulRedisConnection<String, String> connect(RedisURI uri, Duration limit) {
        return within(
                limit,
                client.get().connectAsync(StringCodec.UTF8, limited(uri, limit)).toCompletableFuture());
    }

    /** Opens a connection for signals, blocking. */
    StatefulRedisPubSubConnection<String, String> listen(RedisURI uri, Duration limit) {
        return within(limit, listenLater(uri, limit));
    }

    /** Opens a connection for signals. */
    CompletableFuture<StatefulRedisPubSubConnection<String, String>> listenLater(RedisURI uri, Duration limit) {
        return client.get()
                .connectPubSubAsync(StringCodec.UTF8, limited(uri, limit))
                .toCompletableFuture();
    }

    /** Asks a sentinel for the address of a master; completes with nothing if it knows none of that name. */
    CompletableFuture<Optional<NodeAddress>> askSentinel(RedisURI uri, String masterId, Duration limit) {
        // Not by a connection of the driver's for sentinels, which warns of each that cannot be opened.
        return client.get()
                .connectAsync(StringCodec.UTF8, limited(uri, limit))
                .thenCompose(connection -> connection
                        .async()
                        .dispatch(
                                CommandType.SENTINEL,
                                new ValueListOutput<>(StringCodec.UTF8),
                                new CommandArgs<>(StringCodec.UTF8)
                                        .add("GET-MASTER-ADDR-BY-NAME")
                                        .add(masterId))
                        .toCompletableFuture()
                        .orTimeout(limit.toNanos(), TimeUnit.NANOSECONDS)
                        .whenComplete((address, error) -> ConnectionEnd.close(connection)))
                .thenApply(Openings::address)
                .toCompletableFuture();
    }

    /** Waits for an answer, and throws what it failed with. */
    static <T> T await(CompletableFuture<T> answer, Duration limit) {
        try {
            return answer.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new RedisConnectionException("no answer within " + limit.toMillis() + " ms", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException thrown
                    ? thrown
                    : new RedisConnectionException("the connection failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RedisConnectionException("interrupted", e);
        }
    }

    private static <T extends StatefulConnection<?, ?>> T within(Duration limit, CompletableFuture<T> opening) {
        try {
            return await(opening, limit);
        } catch (RuntimeException e) {
            opening.thenAccept(ConnectionEnd::close);
            throw e;
        }
    }

    private static Optional<NodeAddress> address(List<String> reply) {
        return reply.size() < 2
                ? Optional.empty()
                : Optional.of(new NodeAddress(reply.get(0), Integer.parseInt(reply.get(1))));
    }

    // The driver gives up by itself, too, or tries to a node that is dead would pile up.
    private static RedisURI limited(RedisURI uri, Duration limit) {
        RedisURI limited = RedisURI.builder(uri).build();
        limited.setTimeout(limit);
        return limited;
    }
}
