package io.github.latchkey.redis;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** A master, its replicas, and three sentinels that find a new master within a few seconds: all of them processes of this machine. */
public final class SentinelSet implements AutoCloseable {

    /** The name by which the sentinels know the master. */
    public static final String NAME = "orders";

    /** Without the 5 s that a master waits for more replicas to come. */
    private static final List<String> FAST = List.of("--repl-diskless-sync-delay", "0");

    private static final int SENTINELS = 3;
    private static final Pattern PORT = Pattern.compile("\\A\\*2\\r\\n\\$\\d+\\r\\n[^\\r]+\\r\\n\\$\\d+\\r\\n(\\d+)");

    private final Wire wire;
    private final List<RedisServer> nodes = new ArrayList<>();
    private final List<SentinelServer> sentinels = new ArrayList<>();

    private SentinelSet(Wire wire, int replicas) {
        this.wire = wire;
        RedisServer first = RedisServer.startOn(wire, RedisServer.freePort(), FAST);
        nodes.add(first);
        for (int i = 0; i < replicas; i++) {
            nodes.add(RedisServer.startOn(wire, RedisServer.freePort(), replicaOf(first)));
        }
        nodes.stream().skip(1).forEach(first::awaitFollower);
        List<String> rules = List.of(
                "sentinel monitor " + NAME + " 127.0.0.1 " + first.port() + " 2",
                "sentinel down-after-milliseconds " + NAME + " 1000",
                "sentinel failover-timeout " + NAME + " 3000");
        for (int i = 0; i < SENTINELS; i++) {
            sentinels.add(new SentinelServer(wire, rules));
        }
        awaitReady();
    }

    /** Starts a set with one replica; returns once a failover would succeed. */
    public static SentinelSet start() {
        return start(1);
    }

    /** Starts a set with one replica, all of which speaks like this. */
    public static SentinelSet start(Wire wire) {
        return new SentinelSet(wire, 1);
    }

    /** Starts a set; returns once a failover would succeed. */
    public static SentinelSet start(int replicas) {
        return new SentinelSet(Wire.PLAIN, replicas);
    }

    /** Returns the address for clients. */
    public String uri() {
        return uri(wire.scheme(), sentinels.stream().map(SentinelServer::port).toList());
    }

    static String uri(String scheme, List<Integer> ports) {
        return ports.stream()
                .map(port -> "127.0.0.1:" + port)
                .collect(Collectors.joining(",", scheme + "-sentinel://", "/0#" + NAME));
    }

    /** Returns the sentinels, in the order of the address. */
    public List<SentinelServer> sentinels() {
        return sentinels;
    }

    /** Returns all that were started as a master or a replica. */
    public List<RedisServer> nodes() {
        return nodes;
    }

    /** Returns whom the sentinels that answer call the master, once they agree. */
    public RedisServer master() {
        return awaitMaster(node -> true);
    }

    /** Returns some node that is not the master. */
    public RedisServer replica() {
        RedisServer master = master();
        return nodes.stream().filter(node -> node != master).findFirst().orElseThrow();
    }

    /** Waits until the sentinels have made another node the master, and returns that one. */
    public RedisServer awaitOtherMasterThan(RedisServer old) {
        return awaitMaster(node -> node != old && isMaster(node));
    }

    /** Makes a replica the master, and returns it. */
    public RedisServer failover() {
        RedisServer old = master();
        await("a failover")
                .until(() ->
                        sentinels.get(0).command("SENTINEL FAILOVER " + NAME).startsWith("+OK"));
        return awaitOtherMasterThan(old);
    }

    /** Starts a killed node again, as a replica of the master of today; returns once another failover would succeed. */
    public void rejoin(RedisServer killed) {
        killed.restartWith(replicaOf(master()));
        // On a busy machine there may be another master meanwhile, whom the sentinels let it follow.
        await("a replica that follows").until(() -> {
            master().command("SET settled yes");
            return killed.command("GET settled").contains("yes");
        });
        master().command("DEL settled");
        awaitReady();
    }

    @Override
    public void close() {
        sentinels.forEach(SentinelServer::close);
        nodes.forEach(RedisServer::close);
    }

    private RedisServer awaitMaster(Predicate<RedisServer> wanted) {
        await("a master").until(() -> named().size() == 1 && wanted.test(node(named().get(0))));
        return node(named().get(0));
    }

    /** Waits until each sentinel knows the others, and a replica that is well. */
    private void awaitReady() {
        await("sentinels that know each other").until(() -> sentinels.stream().allMatch(sentinel -> {
            String replicas = sentinel.command("SENTINEL REPLICAS " + NAME);
            return sentinel.command("SENTINEL CKQUORUM " + NAME).startsWith("+OK " + SENTINELS)
                    && replicas.contains("master-link-status\r\n$2\r\nok")
                    && !replicas.contains("_down");
        }));
    }

    private static List<String> replicaOf(RedisServer master) {
        return Stream.concat(FAST.stream(), Stream.of("--replicaof", "127.0.0.1", Integer.toString(master.port())))
                .toList();
    }

    private static boolean isMaster(RedisServer node) {
        try {
            return node.command("ROLE").contains("master");
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    /** The ports of the masters, each once, that the sentinels name who answer. */
    private List<Integer> named() {
        return sentinels.stream()
                .flatMap(sentinel -> {
                    try {
                        Matcher port = PORT.matcher(sentinel.command("SENTINEL GET-MASTER-ADDR-BY-NAME " + NAME));
                        return port.find() ? Stream.of(Integer.parseInt(port.group(1))) : Stream.empty();
                    } catch (UncheckedIOException e) {
                        return Stream.empty();
                    }
                })
                .distinct()
                .toList();
    }

    private RedisServer node(int port) {
        return nodes.stream().filter(node -> node.port() == port).findFirst().orElseThrow();
    }

    private static ConditionFactory await(String what) {
        return Awaitility.await(what).atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(50));
    }
}
