package io.github.latchkey.redis;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The rule set in docs/topologies.md, which a test compares with this one. */
public final class LeastRights {

    /** What a user with the prefix {@code lock:} may touch. */
    static final String PATTERNS = patterns("lock:");

    /** What it may do there. */
    static final List<String> COMMANDS = List.of(
            """
            +evalsha +eval +script|load +ping +subscribe +unsubscribe +publish
            +get +set +mget +del +exists +pttl +pexpire +time
            +zadd +zrem +zscore +zcard +zrange +zrangebyscore +zremrangebyscore
            """
                    .split("\\s+"));

    /** What it may do on each node of a cluster. */
    static final List<String> CLUSTER_COMMANDS = List.of(
            """
            +evalsha +eval +script|load +ping +cluster|slots +asking +ssubscribe +sunsubscribe +spublish
            +get +set +mget +del +exists +pttl +pexpire +time
            +zadd +zrem +zscore +zcard +zrange +zrangebyscore +zremrangebyscore
            """
                    .split("\\s+"));

    private LeastRights() {}

    /** Makes a user on each node of a cluster, who may lack one of the commands. */
    public static void grant(RedisCluster cluster, String user, String without) {
        // Redis 6.2 refuses what it does not know.
        List<String> rules = CLUSTER_COMMANDS.stream()
                .filter(rule -> !rule.equals(without))
                .filter(rule -> cluster.hasShardedSignals() || !isSharded(rule))
                .toList();
        cluster.nodes().forEach(node -> setUser(node, user, PATTERNS, rules.stream()));
    }

    /** Whether the rule is about what came with Redis 7.0. */
    static boolean isSharded(String rule) {
        return List.of("+ssubscribe", "+sunsubscribe", "+spublish").contains(rule);
    }

    /** Makes a user of that name, with the password {@code secret}, with more rules behind the set. */
    public static void grant(RedisServer redis, String user, String... more) {
        setUser(redis, user, PATTERNS, Stream.concat(COMMANDS.stream(), Arrays.stream(more)));
    }

    /** Makes a user of an application with another prefix. */
    public static void grantPrefix(RedisServer redis, String user, String prefix) {
        setUser(redis, user, patterns(prefix), COMMANDS.stream());
    }

    /** Makes a user who lacks one of the commands. */
    static void grantWithout(RedisServer redis, String user, String command) {
        setUser(redis, user, PATTERNS, COMMANDS.stream().filter(rule -> !rule.equals(command)));
    }

    private static String patterns(String prefix) {
        return "~" + prefix + "* resetchannels &" + prefix + "signals:*";
    }

    private static void setUser(RedisServer redis, String user, String patterns, Stream<String> commands) {
        String rules = patterns + " " + commands.collect(Collectors.joining(" "));
        String reply = redis.command("ACL SETUSER " + user + " reset on >secret " + rules);
        if (!reply.startsWith("+OK")) {
            throw new IllegalArgumentException(reply);
        }
    }
}
