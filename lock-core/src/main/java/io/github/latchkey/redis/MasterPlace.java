package io.github.latchkey.redis;

import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * The place of a master that changes, with the address where it was last. Safe for use by several threads: that address is set by exchange,
 * so each change is seen once.
 */
abstract class MasterPlace implements RedisPlace {

    private final Openings openings;
    private final String name;
    private final AtomicReference<@Nullable NodeAddress> current = new AtomicReference<>();

    /** Opens connections like this; the name is for messages. */
    MasterPlace(Openings openings, String name) {
        this.openings = openings;
        this.name = name;
    }

    /** Finds the master, and opens a connection to it in this way, blocking. */
    abstract <C extends StatefulRedisConnection<String, String>> C open(BiFunction<RedisURI, Duration, C> way);

    @Override
    public final StatefulRedisConnection<String, String> connect() {
        return open(openings::connect);
    }

    @Override
    public final StatefulRedisPubSubConnection<String, String> listen() {
        return open(openings::listen);
    }

    @Override
    public final String describe(String whole) {
        NodeAddress master = current.get();
        return master == null ? whole : node(master);
    }

    /** Names the Redis as a whole, for messages. */
    final String name() {
        return name;
    }

    /** Names a node of it, for messages. */
    final String node(NodeAddress address) {
        return "Redis at " + address + " (" + name + ")";
    }

    /** Returns where the master was last, or null where that is not known yet. */
    final @Nullable NodeAddress current() {
        return current.get();
    }

    /** Notes where the master is. Returns where it was before, if that was another address. */
    final Optional<NodeAddress> replace(NodeAddress master) {
        return Optional.ofNullable(current.getAndSet(master)).filter(before -> !before.equals(master));
    }
}
