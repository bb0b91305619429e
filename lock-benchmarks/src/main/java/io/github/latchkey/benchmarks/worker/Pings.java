package io.github.latchkey.benchmarks.worker;

import io.github.latchkey.benchmarks.report.Figures;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/** Measures the PING round trip of an idle connection, the yardstick for hand-offs. */
final class Pings {

    private static final int COUNT = 1_000;
    private static final int WARM_UP = 2_000;

    private Pings() {}

    static Figures run(String uri) throws Exception {
        RedisClient client = RedisClient.create(uri);
        try (StatefulRedisConnection<String, String> connection = client.connect()) {
            measure(connection, WARM_UP);
            long[] nanos = measure(connection, COUNT);
            Arrays.sort(nanos);
            return Figures.NONE.with("ping", nanos[COUNT / 2]);
        } finally {
            client.shutdown(Duration.ZERO, Duration.ofSeconds(2));
        }
    }

    private static long[] measure(StatefulRedisConnection<String, String> connection, int count) throws Exception {
        long[] nanos = new long[count];
        for (int i = 0; i < count; i++) {
            long begin = System.nanoTime();
            connection.async().ping().get(10, TimeUnit.SECONDS);
            nanos[i] = System.nanoTime() - begin;
        }
        return nanos;
    }
}
