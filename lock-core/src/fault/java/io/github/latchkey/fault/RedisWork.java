package io.github.latchkey.fault;

import io.github.latchkey.redis.RedisServer;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What servers have done since they were started.
 *
 * @param scripts how many they have run for clients; what replicas are told is no script any more
 * @param micros  the CPU time that all of it took, in microseconds
 */
record RedisWork(double scripts, double micros) {

    private static final Pattern SCRIPTS = Pattern.compile("cmdstat_evalsha:calls=(\\d+)");
    private static final Pattern SECONDS = Pattern.compile("used_cpu_(?:sys|user):([\\d.]+)");

    /** Returns what all of them have done together. */
    static RedisWork of(List<RedisServer> servers) {
        return new RedisWork(
                servers.stream()
                        .mapToDouble(server -> sum(server, "commandstats", SCRIPTS))
                        .sum(),
                servers.stream()
                                .mapToDouble(server -> sum(server, "cpu", SECONDS))
                                .sum()
                        * 1e6);
    }

    /** Returns the share of each lock in what was done since then. */
    RedisWork each(RedisWork before, int locks) {
        return new RedisWork((scripts - before.scripts) / locks, (micros - before.micros) / locks);
    }

    private static double sum(RedisServer server, String section, Pattern pattern) {
        return pattern.matcher(server.command("INFO " + section))
                .results()
                .mapToDouble(found -> Double.parseDouble(found.group(1)))
                .sum();
    }
}
