package io.github.latchkey.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.latchkey.redis.RedisServer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;

/** A job that is scheduled in every instance, and runs in one. */
class ScheduledJobIT {

    private static final Duration TICK = Duration.ofSeconds(2);

    @Test
    void ofTwoInstancesOneRunsTheJobAtEachTick() {
        List<Long> ticks = new CopyOnWriteArrayList<>();
        try (CapturedLog log = CapturedLog.open();
                RedisServer redis = RedisServer.start()) {
            ApplicationContextRunner instance = LockedApplication.on(redis)
                    .withUserConfiguration(Scheduling.class)
                    .withBean(Reports.class, () -> new Reports(ticks));

            instance.run(one -> instance.run(
                    other -> Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> ticks.size() >= 3)));

            assertThat(ticks).doesNotHaveDuplicates();
            assertThat(log.lines())
                    .as("the other instance's calls")
                    .filteredOn(line -> line.startsWith("DEBUG Skipped " + Reports.class.getName() + ".write()"))
                    .hasSizeGreaterThanOrEqualTo(2);
        }
    }

    private static long tick() {
        return System.currentTimeMillis() / TICK.toMillis();
    }

    @EnableScheduling
    static class Scheduling {}

    static class Reports {

        private final List<Long> ticks;

        Reports(List<Long> ticks) {
            this.ticks = ticks;
        }

        @Scheduled(cron = "*/2 * * * * *")
        @DistributedLock(key = "'daily-report'", waitMs = 0, onBusy = OnBusy.SKIP, minHoldMs = 1500)
        public void write() {
            ticks.add(tick());
        }
    }
}
