package io.github.latchkey.redis;

import io.github.latchkey.LockStoreException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The master that sentinels name, who are asked before each connection. When they name another one, all connections to the old one are
 * closed at once, idle ones too: it may have been stopped, and go on as if it still were the master.
 *
 * <p>No connection slips through: each is among {@code open} before {@code lastMove} is read once more, and a move is noted there before
 * {@code open} is looked through.
 */
final class SentinelPlace implements RedisPlace {

    private static final Logger log = LoggerFactory.getLogger(RedisLockStore.class);

    private final String name;
    private final Openings openings;
    private final Sentinels sentinels;
    private final RedisURI settings;
    private final MasterOpening masters;
    private final MasterWatch watch;
    private final Map<StatefulRedisConnection<String, String>, NodeAddress> open = new ConcurrentHashMap<>();
    private final AtomicReference<@Nullable Move> lastMove = new AtomicReference<>();
    private final AtomicReference<@Nullable NodeAddress> current = new AtomicReference<>();

    /** What a sentinel said of its own accord; each time another object. */
    private static final class Move {

        private final NodeAddress to;

        Move(NodeAddress to) {
            this.to = to;
        }
    }

    /** Asks the sentinels of this URI, which has also what the master wants; the name is for messages. */
    SentinelPlace(Openings openings, RedisURI uri, String name, Duration openingLimit) {
        this.name = name;
        this.openings = openings;
        this.sentinels = new Sentinels(openings, uri, openingLimit);
        this.settings = uri;
        this.masters = new MasterOpening(openingLimit);
        this.watch = new MasterWatch(IntStream.range(0, uri.getSentinels().size())
                .mapToObj(i -> new SentinelEar(
                        openings,
                        uri.getSentinels().get(i),
                        uri.getSentinelMasterId(),
                        master -> announced(i, master),
                        this::answered))
                .toList());
    }

    @Override
    public StatefulRedisConnection<String, String> connect() {
        return open(openings::connect);
    }

    @Override
    public StatefulRedisPubSubConnection<String, String> listen() {
        return open(openings::listen);
    }

    @Override
    public String describe(String whole) {
        NodeAddress master = current.get();
        return master == null ? whole : node(master);
    }

    @Override
    public CompletableFuture<Void> close() {
        return watch.close();
    }

    private <C extends StatefulRedisConnection<String, String>> C open(BiFunction<RedisURI, Duration, C> way) {
        watch.start();
        Move before = lastMove.get();
        NodeAddress master = sentinels.master();
        C connection = open(way, master);
        open.put(connection, master);
        ConnectionEnd.notice(connection, () -> open.remove(connection));
        Move after = lastMove.get();
        if (after != null && after != before && !after.to.equals(master)) {
            ConnectionEnd.close(connection);
            throw new LockStoreException(node(master) + " is not the master any more.", true, null);
        }
        at(master);
        return connection;
    }

    private <C extends StatefulRedisConnection<String, String>> C open(
            BiFunction<RedisURI, Duration, C> way, NodeAddress master) {
        try {
            return masters.open(way, master.with(settings), node(master), false);
        } catch (RuntimeException e) {
            sentinels.doubt();
            throw e;
        }
    }

    private void announced(int sentinel, NodeAddress master) {
        if (!master.equals(current.get())) {
            // It is ahead of the others, who hear of it within two seconds.
            sentinels.prefer(sentinel);
            moved(master);
        }
    }

    // One that was started again may know less than the others, and says what was true before.
    private void answered(NodeAddress master) {
        NodeAddress known = current.get();
        if (known != null && !known.equals(master)) {
            sentinels
                    .majority()
                    .thenAccept(most -> most.ifPresent(by -> {
                        if (!by.equals(current.get())) {
                            moved(by);
                        }
                    }));
        }
    }

    private void moved(NodeAddress master) {
        lastMove.set(new Move(master));
        open.forEach((connection, address) -> {
            if (!address.equals(master)) {
                ConnectionEnd.close(connection);
            }
        });
        at(master);
    }

    private String node(NodeAddress master) {
        return "Redis at " + master + " (" + name + ")";
    }

    private void at(NodeAddress master) {
        NodeAddress before = current.getAndSet(master);
        if (before != null && !before.equals(master)) {
            log.info("Redis {} is at {} now, and was at {}", name, master, before);
        }
    }
}
