package io.github.latchkey.redis;

import io.github.latchkey.LockStoreException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import java.time.Duration;
import java.util.function.BiFunction;

/**
 * Opens connections that lead to a master, and closes those that do not. Safe for use by several threads: what they share is only whether
 * it is the first time.
 */
final class MasterOpening {

    /** The first connection of a JVM loads half of Netty, which takes its time on a busy machine. */
    private static final int FIRST = 5;

    private final Duration limit;
    private volatile boolean opened;

    /** Lets one node take so long for each answer. */
    MasterOpening(Duration limit) {
        this.limit = limit;
    }

    /** Opens one, blocking. The name is for messages; a node that does not know what it is may be taken at somebody's word. */
    <C extends StatefulRedisConnection<String, String>> C open(
            BiFunction<RedisURI, Duration, C> way, RedisURI uri, String node, boolean mustSay) {
        C connection;
        try {
            connection = way.apply(uri, opened ? limit : limit.multipliedBy(FIRST));
        } catch (RuntimeException e) {
            throw new NodeFailure(node, e);
        }
        opened = true;
        try {
            check(NodeRole.of(connection, node, limit), node, mustSay);
            return connection;
        } catch (RuntimeException e) {
            ConnectionEnd.close(connection);
            throw e;
        }
    }

    private static void check(NodeRole role, String node, boolean mustSay) {
        if (role == NodeRole.REPLICA) {
            throw new LockStoreException(node + " is a replica. Locks work again when it is the master.", true, null);
        }
        if (role == NodeRole.UNSAID && mustSay) {
            throw new LockStoreException(
                    node + " does not know ROLE, by which the master is told from its replicas. Give the address of the"
                            + " master alone.",
                    false,
                    null);
        }
    }
}
