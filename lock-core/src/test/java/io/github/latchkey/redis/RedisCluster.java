package io.github.latchkey.redis;

import io.lettuce.core.RedisURI;
import io.lettuce.core.cluster.SlotHash;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** A real Redis Cluster of a test's own, whose nodes can be ended and whose slots can be moved. */
public final class RedisCluster implements AutoCloseable {

    private static final Duration AT_MOST = Duration.ofSeconds(30);

    private final List<RedisServer> nodes = new ArrayList<>();
    private final Map<RedisServer, ClusterMember> members = new ConcurrentHashMap<>();
    private final Set<RedisServer> away = ConcurrentHashMap.newKeySet();

    private RedisCluster() {}

    /** Starts a cluster that knows of a dead node after 1.5 s; returns once it takes commands. */
    public static RedisCluster start(int masters, int replicasOfEach, String... extraArgs) {
        return start(Wire.PLAIN, masters, replicasOfEach, extraArgs);
    }

    /** Starts one whose nodes speak like this. */
    public static RedisCluster start(Wire wire, int masters, int replicasOfEach, String... extraArgs) {
        RedisCluster cluster = new RedisCluster();
        try {
            ClusterLaunch.start(wire, cluster.nodes, masters * (1 + replicasOfEach), List.of(extraArgs));
            ClusterLaunch.join(cluster.nodes, masters);
            cluster.awaitHealthy();
        } catch (RuntimeException | Error e) {
            cluster.close();
            throw e;
        }
        return cluster;
    }

    /** Returns the slot of a lock's keys. */
    public static int slotOf(String lockName) {
        return SlotHash.getSlot(lockName.replace("%", "%25").replace("{", "%7B").replace("}", "%7D"));
    }

    /** Whether this Redis knows sharded pub/sub; older ones leave waiters to look by themselves. */
    public boolean hasShardedSignals() {
        return nodes.get(0).command("COMMAND INFO SSUBSCRIBE").contains("ssubscribe");
    }

    /** Returns all nodes; the first ones were masters in the beginning. */
    public List<RedisServer> nodes() {
        return List.copyOf(nodes);
    }

    /** Returns how clients find it. */
    public RedisTopology topology() {
        return RedisTopology.cluster(
                nodes.stream().map(node -> RedisURI.create(node.uri())).toList());
    }

    /** Opens a store that is connected already. */
    public RedisLockStore newStore() {
        RedisLockStore store = RedisLockStore.connect(topology(), RedisLockOptions.DEFAULTS);
        store.ping().join();
        return store;
    }

    /** Returns a master that does not have the lock. */
    public RedisServer notOwnerOf(String lockName) {
        RedisServer owner = ownerOf(lockName);
        return masters().stream().filter(node -> node != owner).findFirst().orElseThrow();
    }

    /** Returns the node that a lock is on, in the eyes of those that run. */
    public RedisServer ownerOf(String lockName) {
        return ownerOf(slotOf(lockName));
    }

    /** Returns the node that a slot is on, in the eyes of those that run. */
    public RedisServer ownerOf(int slot) {
        return owner(slot).orElseThrow(() -> new IllegalStateException("Nobody has slot " + slot));
    }

    /** Whether a lock is on that node, in its own eyes. */
    public boolean isOn(RedisServer node, String lockName) {
        return members.computeIfAbsent(node, ClusterMember::myself).has(slotOf(lockName));
    }

    /** Returns the masters that run. */
    public List<RedisServer> masters() {
        return running().stream()
                .filter(node -> !ClusterMember.myself(node).isReplica())
                .toList();
    }

    /** Returns a lock name that begins so and lies on that node. */
    public String nameOn(RedisServer node, String beginning) {
        ClusterMember member = ClusterMember.myself(node);
        return IntStream.range(0, 10_000)
                .mapToObj(i -> beginning + i)
                .filter(name -> member.has(slotOf(name)))
                .findFirst()
                .orElseThrow();
    }

    /** Ends a node at once. */
    public void kill(RedisServer node) {
        away.add(node);
        node.kill();
    }

    /** Stops a node in its tracks. */
    public void pause(RedisServer node) {
        away.add(node);
        node.pause();
    }

    /** Lets a node go on. */
    public void resume(RedisServer node) {
        node.resume();
        away.remove(node);
    }

    /** Starts a node again, which finds back into its cluster. */
    public void restart(RedisServer node) {
        node.restart();
        away.remove(node);
    }

    /** Waits until a slot is another node's, and returns that. */
    public RedisServer awaitOtherOwner(int slot, RedisServer former) {
        await("another owner of slot " + slot)
                .ignoreExceptions()
                .until(() -> owner(slot).filter(node -> node != former).isPresent());
        return ownerOf(slot);
    }

    /** Waits until every node that runs takes commands, every replica follows its master, and all know each other as alive. */
    public void awaitHealthy() {
        await("a healthy cluster").ignoreExceptions().until(() -> running().stream()
                .allMatch(this::isHealthy));
    }

    /** Lets a replica of a slot's owner take over in good order, and returns it. */
    public RedisServer failover(int slot) {
        return Failover.of(this, slot).run();
    }

    /** Moves a slot with all that is in it, while clients go on. */
    public void migrateSlot(int slot, RedisServer to) {
        SlotMigration migration = migration(slot, to);
        migration.begin();
        migration.moveKeys();
        migration.end();
    }

    /** Returns the way of a slot from its owner to another node, for tests that do something between its steps. */
    SlotMigration migration(int slot, RedisServer to) {
        return new SlotMigration(this, slot, ownerOf(slot), to);
    }

    @Override
    public void close() {
        nodes.forEach(RedisServer::kill);
        nodes.forEach(RedisServer::close);
    }

    private boolean isHealthy(RedisServer node) {
        List<ClusterMember> members = ClusterMember.all(node);
        Set<Integer> up = members.stream()
                .filter(ClusterMember::isUp)
                .map(ClusterMember::port)
                .collect(Collectors.toCollection(HashSet::new));
        boolean all = running().stream().map(RedisServer::port).allMatch(up::contains);
        boolean follows = !node.command("INFO replication").contains("master_link_status:down");
        return all && follows && node.command("CLUSTER INFO").contains("cluster_state:ok");
    }

    private Optional<RedisServer> owner(int slot) {
        record Claim(RedisServer node, ClusterMember member) {}
        return running().stream()
                .map(node -> new Claim(node, ClusterMember.myself(node)))
                .filter(claim -> !claim.member.isReplica() && claim.member.has(slot))
                .max(Comparator.comparingLong(claim -> claim.member.epoch()))
                .map(Claim::node);
    }

    /** Returns the nodes that were not taken away. */
    List<RedisServer> running() {
        return nodes.stream().filter(node -> !away.contains(node)).toList();
    }

    static void ok(RedisServer node, String command) {
        String reply = node.command(command);
        if (!reply.startsWith("+OK")) {
            throw new IllegalStateException(command + ": " + reply);
        }
    }

    static ConditionFactory await(String what) {
        return Awaitility.await(what).atMost(AT_MOST).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(20));
    }
}
