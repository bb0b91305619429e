package io.github.latchkey.redis;

import io.lettuce.core.cluster.SlotHash;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** How a cluster comes to be, by the commands that every version knows. */
final class ClusterLaunch {

    private ClusterLaunch() {}

    /** Starts nodes that do not know each other yet. */
    static void start(Wire wire, List<RedisServer> nodes, int count, List<String> extraArgs) {
        for (int i = 0; i < count; i++) {
            List<String> arguments = new ArrayList<>(List.of("--cluster-enabled", "yes"));
            arguments.addAll(List.of("--cluster-config-file", "nodes.conf", "--cluster-node-timeout", "1500"));
            // So that a replica is always good enough to take over, and soon has what it needs to be one.
            arguments.addAll(List.of("--cluster-replica-validity-factor", "0"));
            arguments.addAll(List.of("--repl-diskless-sync", "yes", "--repl-diskless-sync-delay", "0"));
            arguments.addAll(extraArgs);
            nodes.add(RedisServer.startOn(wire, freePort(), arguments));
        }
    }

    /** Makes them one cluster: the first are masters, with an equal share of the slots each, the others their replicas. */
    static void join(List<RedisServer> nodes, int masters) {
        for (int i = 0; i < nodes.size(); i++) {
            RedisCluster.ok(nodes.get(i), "CLUSTER SET-CONFIG-EPOCH " + (i + 1));
            for (RedisServer other : nodes.subList(0, i)) {
                RedisCluster.ok(nodes.get(i), "CLUSTER MEET 127.0.0.1 " + other.port());
            }
        }
        for (int i = 0; i < masters; i++) {
            // Redis 6.2 does not know ADDSLOTSRANGE.
            RedisCluster.ok(
                    nodes.get(i),
                    "CLUSTER ADDSLOTS "
                            + IntStream.range(
                                            SlotHash.SLOT_COUNT * i / masters, SlotHash.SLOT_COUNT * (i + 1) / masters)
                                    .mapToObj(Integer::toString)
                                    .collect(Collectors.joining(" ")));
        }
        RedisCluster.await("all know each other")
                .until(() -> nodes.stream().allMatch(node -> knows(node, nodes.size())));
        for (int i = masters; i < nodes.size(); i++) {
            String master = ClusterMember.myself(nodes.get(i % masters)).id();
            RedisCluster.ok(nodes.get(i), "CLUSTER REPLICATE " + master);
        }
    }

    private static boolean knows(RedisServer node, int count) {
        return ClusterMember.all(node).stream().filter(ClusterMember::isUp).count() == count;
    }

    // The nodes talk to each other on a port that is 10,000 higher; both are below those that connections get.
    private static int freePort() {
        return Stream.generate(() -> ThreadLocalRandom.current().nextInt(12_000, 22_000))
                .filter(port -> isFree(port) && isFree(port + 10_000))
                .findFirst()
                .orElseThrow();
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
