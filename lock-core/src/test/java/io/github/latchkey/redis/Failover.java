package io.github.latchkey.redis;

import java.time.Duration;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * How a replica takes over in good order.
 *
 * @param cluster where
 * @param slot    what it takes over, with all else that its master has
 * @param replica who takes over
 */
record Failover(RedisCluster cluster, int slot, RedisServer replica) {

    /** Finds a replica of the slot's owner, as soon as there is one. */
    static Failover of(RedisCluster cluster, int slot) {
        String master = ClusterMember.myself(cluster.ownerOf(slot)).id();
        RedisServer replica = RedisCluster.await("a replica")
                .until(
                        () -> cluster.running().stream()
                                .filter(node -> ClusterMember.myself(node).isReplicaOf(master))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
        return new Failover(cluster, slot, replica);
    }

    /** Waits until the replica has the slot, and returns it. */
    RedisServer run() {
        // The others vote once in two of their timeouts, and a request is given up without their votes.
        RedisCluster.await("the replica's turn")
                .pollInterval(Duration.ofSeconds(6))
                .until(this::takesOver);
        return replica;
    }

    private boolean takesOver() {
        if (!isDone()) {
            RedisCluster.ok(replica, "CLUSTER FAILOVER");
        }
        try {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(5))
                    .pollInterval(Duration.ofMillis(20))
                    .ignoreExceptions()
                    .until(this::isDone);
            return true;
        } catch (ConditionTimeoutException e) {
            return false;
        }
    }

    private boolean isDone() {
        return cluster.ownerOf(slot) == replica;
    }
}
