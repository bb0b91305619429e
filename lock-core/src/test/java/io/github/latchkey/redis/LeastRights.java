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

    private LeastRights() {}

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
