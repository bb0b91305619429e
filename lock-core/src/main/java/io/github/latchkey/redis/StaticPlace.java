package io.github.latchkey.redis;

import io.github.latchkey.LockStoreException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
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
 *
 * <p>Safe for use by several threads: {@code last} is only a hint.
 */
final class StaticPlace extends MasterPlace {

    private static final Logger log = LoggerFactory.getLogger(RedisLockStore.class);

    private static final Duration SHORTEST = Duration.ofMillis(300);

    private final List<RedisURI> nodes;
    private final MasterOpening masters;
    private volatile int last;

    /** Asks these nodes, all of them in the time in which a connection is opened; the name is for messages. */
    StaticPlace(Openings openings, List<RedisURI> nodes, String name, Duration openingLimit) {
        super(openings, name);
        this.nodes = nodes;
        Duration each = openingLimit.dividedBy(nodes.size());
        this.masters = new MasterOpening(each.compareTo(SHORTEST) < 0 ? SHORTEST : each);
    }

    @Override
    <C extends StatefulRedisConnection<String, String>> C open(BiFunction<RedisURI, Duration, C> way) {
        int first = last;
        List<LockStoreException> failures = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
            int index = (first + i) % nodes.size();
            try {
                C connection = open(way, nodes.get(index));
                at(index);
                return connection;
            } catch (RuntimeException e) {
                failures.add(RedisFailure.of(e, name(), () -> Duration.ZERO));
            }
        }
        throw none(failures);
    }

    private <C extends StatefulRedisConnection<String, String>> C open(
            BiFunction<RedisURI, Duration, C> way, RedisURI node) {
        return masters.open(way, node, "Redis at " + NodeAddress.of(node), true);
    }

    private void at(int index) {
        NodeAddress master = NodeAddress.of(nodes.get(index));
        last = index;
        replace(master).ifPresent(before -> log.info("{} is {} now, and was {}", name(), master, before));
    }

    private LockStoreException none(List<LockStoreException> failures) {
        String reasons = failures.stream().map(Throwable::getMessage).collect(Collectors.joining(" "));
        boolean passing = failures.stream().anyMatch(LockStoreException::isPassing);
        return new LockStoreException("There is no Redis " + name() + ". " + reasons, passing, failures.get(0));
    }
}
