package io.github.latchkey.redis;

import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.RedisClient;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A client of somebody else's. That of a cluster is never connected with: what is made on its threads and with its options, and connects to
 * one node at a time, is used instead. {@code made} is replaced by compare-and-set, where the lent client was.
 */
final class BorrowedClient {

    private static final long CLOSE_SECONDS = 1;

    private final Supplier<? extends AbstractRedisClient> lent;
    private final AtomicReference<@Nullable Made> made = new AtomicReference<>();

    private volatile boolean closed;

    private record Made(AbstractRedisClient lent, RedisClient client) {}

    BorrowedClient(Supplier<? extends AbstractRedisClient> lent) {
        this.lent = lent;
    }

    /** Returns what connects to one node; throws what the lender throws. */
    RedisClient client() {
        AbstractRedisClient given = lent.get();
        if (given instanceof RedisClient plain) {
            return plain;
        }
        Made known = made.get();
        if (known != null && known.lent == given) {
            return known.client;
        }
        if (closed) {
            throw new IllegalStateException("The store is closed");
        }
        RedisClient client = RedisClient.create(given.getResources());
        client.setOptions(given.getOptions());
        if (made.compareAndSet(known, new Made(given, client))) {
            close(known);
            if (closed) {
                close();
            }
            return client;
        }
        client.shutdownAsync(0, CLOSE_SECONDS, TimeUnit.SECONDS);
        return client();
    }

    /** Ends what was made, and leaves what was lent. */
    void close() {
        closed = true;
        close(made.getAndSet(null));
    }

    private static void close(@Nullable Made old) {
        if (old != null) {
            old.client.shutdownAsync(0, CLOSE_SECONDS, TimeUnit.SECONDS);
        }
    }
}
