package io.github.latchkey.redis;

import io.github.latchkey.LockStoreException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The first of a few nodes that says it is the master; the one that was it last is asked first. Nobody tells when another one becomes it: a
 * connection that breaks, or whose Redis says that it is a replica, leads here again.
 */
final class StaticPlace implements RedisPlace {

    private static final Logger log = LoggerFactory.getLogger(RedisLockStore.class);

    private static final Duration SHORTEST = Duration.ofMillis(300);

    private final String name;
    private final Openings openings;
    private final List<RedisURI> nodes;
    private final MasterOpening masters;
    private volatile int master;
    private volatile boolean known;

    /** Asks these nodes, all of them in the time in which a connection is opened; the name is for messages. */
    StaticPlace(Openings openings, List<RedisURI> nodes, String name, Duration openingLimit) {
        this.name = name;
        this.openings = openings;
        this.nodes = nodes;
        Duration each = openingLimit.dividedBy(nodes.size());
        this.masters = new MasterOpening(each.compareTo(SHORTEST) < 0 ? SHORTEST : each);
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
        return known ? node(nodes.get(master)) : whole;
    }

    private <C extends StatefulRedisConnection<String, String>> C open(BiFunction<RedisURI, Duration, C> way) {
        int first = master;
        List<LockStoreException> failures = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
            int index = (first + i) % nodes.size();
            try {
                C connection = open(way, nodes.get(index));
                at(index);
                return connection;
            } catch (RuntimeException e) {
                failures.add(RedisFailure.of(e, name, () -> Duration.ZERO));
            }
        }
        throw none(failures);
    }

    private <C extends StatefulRedisConnection<String, String>> C open(
            BiFunction<RedisURI, Duration, C> way, RedisURI node) {
        return masters.open(way, node, "Redis at " + NodeAddress.of(node), true);
    }

    private String node(RedisURI node) {
        return "Redis at " + NodeAddress.of(node) + " (" + name + ")";
    }

    private void at(int index) {
        int before = master;
        master = index;
        if (known && before != index) {
            log.info(
                    "{} is {} now, and was {}",
                    name,
                    NodeAddress.of(nodes.get(index)),
                    NodeAddress.of(nodes.get(before)));
        }
        known = true;
    }

    private LockStoreException none(List<LockStoreException> failures) {
        String reasons = failures.stream().map(Throwable::getMessage).collect(Collectors.joining(" "));
        boolean passing = failures.stream().anyMatch(LockStoreException::isPassing);
        return new LockStoreException("There is no Redis " + name + ". " + reasons, passing, failures.get(0));
    }
}
