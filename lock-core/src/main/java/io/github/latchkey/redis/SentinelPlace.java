package io.github.latchkey.redis;

import io.github.latchkey.LockStoreException;
import io.github.latchkey.Ticker;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
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
final class SentinelPlace extends MasterPlace {

    private static final Logger log = LoggerFactory.getLogger(RedisLockStore.class);

    /** Sentinels tell each other of a new master within 2 s. */
    private static final Duration NEWS_SPREAD = Duration.ofSeconds(3);

    private final Ticker ticker = Ticker.system();
    private final Sentinels sentinels;
    private final RedisURI settings;
    private final MasterOpening masters;
    private final MasterWatch watch;
    private final Map<StatefulRedisConnection<String, String>, NodeAddress> open = new ConcurrentHashMap<>();
    private final AtomicReference<@Nullable Move> lastMove = new AtomicReference<>();

    /** What a sentinel said of its own accord, and when; each time another object. */
    private static final class Move {

        private final NodeAddress to;
        private final long at;

        Move(NodeAddress to, long at) {
            this.to = to;
            this.at = at;
        }
    }

    /** Asks the sentinels of this URI, which has also what the master wants; the name is for messages. */
    SentinelPlace(Openings openings, RedisURI uri, String name, Duration openingLimit) {
        super(openings, name);
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
    public CompletableFuture<Void> close() {
        return watch.close();
    }

    @Override
    <C extends StatefulRedisConnection<String, String>> C open(BiFunction<RedisURI, Duration, C> way) {
        watch.start();
        Move before = lastMove.get();
        Sentinels.Answer answer = sentinels.master();
        NodeAddress master = answer.master();
        if (isOvertaken(master, before)) {
            throw notTheMaster(master);
        }
        C connection = open(way, answer);
        open.put(connection, master);
        ConnectionEnd.notice(connection, () -> open.remove(connection));
        if (isOvertaken(master, before)) {
            ConnectionEnd.close(connection);
            throw notTheMaster(master);
        }
        at(master);
        return connection;
    }

    /** Whether news say something else that came since then, or a moment ago: who was asked may not have heard of it yet. */
    private boolean isOvertaken(NodeAddress master, @Nullable Move then) {
        Move last = lastMove.get();
        return last != null
                && !last.to.equals(master)
                && (last != then || ticker.nanoTime() - last.at < NEWS_SPREAD.toNanos());
    }

    private LockStoreException notTheMaster(NodeAddress master) {
        return new LockStoreException(node(master) + " is not the master any more.", true, null);
    }

    private <C extends StatefulRedisConnection<String, String>> C open(
            BiFunction<RedisURI, Duration, C> way, Sentinels.Answer answer) {
        NodeAddress master = answer.master();
        try {
            return masters.open(way, master.with(settings), node(master), false);
        } catch (RuntimeException e) {
            sentinels.doubt(answer);
            throw e;
        }
    }

    private void announced(int sentinel, NodeAddress master) {
        if (isNews(master)) {
            // It is ahead of the others, who hear of it within two seconds.
            sentinels.prefer(sentinel);
            moved(master);
        }
    }

    /** Also where a connection to the new master was opened already: others may lead to the old one. */
    private boolean isNews(NodeAddress master) {
        return !master.equals(current()) || open.values().stream().anyMatch(address -> !address.equals(master));
    }

    // One that was started again may know less than the others, and says what was true before.
    private void answered(NodeAddress master) {
        if (current() != null && isNews(master)) {
            sentinels.majority().thenAccept(most -> most.filter(this::isNews).ifPresent(this::moved));
        }
    }

    private void moved(NodeAddress master) {
        lastMove.set(new Move(master, ticker.nanoTime()));
        open.forEach((connection, address) -> {
            if (!address.equals(master)) {
                ConnectionEnd.close(connection);
            }
        });
        at(master);
    }

    private void at(NodeAddress master) {
        replace(master).ifPresent(before -> log.info("Redis {} is at {} now, and was at {}", name(), master, before));
    }
}
