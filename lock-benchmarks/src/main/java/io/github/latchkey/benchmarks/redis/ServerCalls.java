package io.github.latchkey.benchmarks.redis;

import java.io.IOException;

/**
 * What a Redis has run: a script and each command inside of it count one, whoever sent them, without the commands that the harness
 * itself sends through this object. For one thread.
 */
public final class ServerCalls implements AutoCloseable {

    private static final String END = "harness-census-end";

    private final RedisProcess redis;
    private final RedisWire wire;
    private long own;

    /** Connects to a server. */
    public ServerCalls(RedisProcess redis) throws IOException {
        this.redis = redis;
        this.wire = new RedisWire(redis.port());
    }

    /** Returns the number of calls so far, from {@code INFO commandstats}. */
    public long total() throws IOException {
        long calls = sum(wire.ask("INFO commandstats")) - own;
        // INFO does not count itself yet, but the next one finds it.
        own++;
        return calls;
    }

    /** Counts the requests that clients send while the work runs, by {@code MONITOR}: it tells them from what scripts call. */
    public long requestsDuring(Work work) throws Exception {
        try (RedisWire monitor = new RedisWire(redis.port())) {
            monitor.ask("MONITOR");
            own++;
            work.run();
            wire.ask("ECHO " + END);
            own++;
            long requests = 0;
            for (String line = monitor.readLine(); !line.contains(END); line = monitor.readLine()) {
                requests += isRequest(line) ? 1 : 0;
            }
            return requests;
        }
    }

    @Override
    public void close() throws IOException {
        wire.close();
    }

    static long sum(String commandstats) {
        return commandstats
                .lines()
                .filter(line -> line.startsWith("cmdstat_"))
                .mapToLong(line -> Long.parseLong(line.substring(line.indexOf("calls=") + 6, line.indexOf(','))))
                .sum();
    }

    // +1700000000.000000 [0 127.0.0.1:50000] "set" …; what a script calls has [0 lua].
    static boolean isRequest(String line) {
        int open = line.indexOf('[');
        return open > 0 && !line.substring(open, line.indexOf(']', open)).endsWith(" lua");
    }

    /** What clients do meanwhile. */
    @FunctionalInterface
    public interface Work {

        /** Does it. */
        void run() throws Exception;
    }
}
