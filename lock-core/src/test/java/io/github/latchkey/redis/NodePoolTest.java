package io.github.latchkey.redis;

import io.lettuce.core.RedisURI;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which connections to nodes of a cluster are kept when a new map of its slots comes; nothing is connected to here. */
class NodePoolTest {

    private static final NodeAddress TARGET = new NodeAddress("target", 1);
    private static final Duration TIMEOUT = Duration.ofMillis(100);

    private final RedisCommon common =
            RedisCommon.of(RedisLockOptions.DEFAULTS.commandTimeout(TIMEOUT), true, Redirects.NONE);
    private final NodePool pool = new NodePool(
            () -> {
                throw new IllegalStateException("nobody connects");
            },
            RedisURI.create("redis://seed:1"),
            common);

    @AfterEach
    void end() {
        pool.close();
        common.watchdog().shutdownNow();
    }

    @Test
    void aNodeThatSlotsAreOnTheirWayToOutlastsTheMapsThatComeMeanwhile() {
        RedisNode first = pool.importing(TARGET);

        Awaitility.await()
                .during(TIMEOUT.multipliedBy(8))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> {
                    pool.keep(List.of(TARGET));
                    return pool.importing(TARGET) == first;
                });
    }

    @Test
    void aNodeThatNoSlotsAreOnTheirWayToAnyMoreIsLeft() {
        RedisNode first = pool.importing(TARGET);

        Awaitility.await().pollInterval(TIMEOUT.multipliedBy(6)).until(() -> {
            boolean other = pool.importing(TARGET) != first;
            pool.keep(List.of(TARGET));
            return other;
        });
    }
}
