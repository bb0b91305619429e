package io.github.latchkey.sample.scheduledjob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.latchkey.sample.Http;
import io.github.latchkey.sample.Http.Answer;
import io.github.latchkey.sample.SampleApplication;
import io.github.latchkey.sample.redis.EmbeddedRedis;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

class ScheduledJobIT {

    private static final int TICKS = 3;

    private record Run(String strategy, OffsetDateTime tick, String instance) {}

    @Test
    void withTheLockOneInstanceRunsEachTickAndWithoutItBoth() {
        try (ConfigurableApplicationContext first = start("--sample.redis.port=0");
                ConfigurableApplicationContext second =
                        start("--spring.data.redis.host=127.0.0.1", "--spring.data.redis.port=" + redisPort(first))) {
            // A tick that both are up for from its beginning.
            Instant begin = Instant.now();
            JdbcClient jdbc = first.getBean(JdbcClient.class);
            await().atMost(Duration.ofSeconds(30)).until(() -> ticks(runsSince(jdbc, begin)) > TICKS);

            List<Run> runs = runsOfFirstTicks(runsSince(jdbc, begin));
            assertThat(runsOfEachTick(runs, "lock")).hasSize(TICKS).allMatch(run -> run.size() == 1);
            assertThat(runsOfEachTick(runs, "none")).hasSize(TICKS).allMatch(run -> instances(run) == 2);

            Stream.of(first, second).map(ScheduledJobIT::http).forEach(http -> {
                Answer locked = http.get("/api/scheduled-runs?strategy=lock");
                assertThat(locked.number("violations")).as(locked.body()).isZero();
                assertThat(locked.number("missed")).as(locked.body()).isZero();
                assertThat(locked.number("runs")).isEqualTo(locked.number("ticks"));
                Answer unlocked = http.get("/api/scheduled-runs?strategy=none");
                assertThat(unlocked.number("violations")).as(unlocked.body()).isGreaterThanOrEqualTo(TICKS);
                assertThat(unlocked.number("instances")).isEqualTo(2);
            });
        }
    }

    private static ConfigurableApplicationContext start(String... redis) {
        // The minimum hold must be over when the next tick comes.
        Stream<String> own = Stream.of(
                "--server.port=0",
                "--spring.datasource.url=jdbc:h2:mem:scheduled-job",
                "--sample.scheduled-job.cron=*/2 * * * * *",
                "--distributed-lock.locks.report-job.min-hold=1s");
        return new SpringApplicationBuilder(SampleApplication.class)
                .initializers(new EmbeddedRedis())
                .run(Stream.concat(own, Stream.of(redis)).toArray(String[]::new));
    }

    private static String redisPort(ConfigurableApplicationContext context) {
        return context.getEnvironment().getRequiredProperty("spring.data.redis.port");
    }

    private static Http http(ConfigurableApplicationContext context) {
        Environment environment = context.getEnvironment();
        return new Http(environment.getRequiredProperty("local.server.port", Integer.class));
    }

    private static List<Run> runsSince(JdbcClient jdbc, Instant begin) {
        return jdbc.sql("select strategy, tick, instance from scheduled_runs where tick > ? order by tick")
                .param(begin.atOffset(ZoneOffset.UTC))
                .query(Run.class)
                .list();
    }

    // The last tick may be half way.
    private static List<Run> runsOfFirstTicks(List<Run> runs) {
        List<OffsetDateTime> first =
                runs.stream().map(Run::tick).distinct().limit(TICKS).toList();
        return runs.stream().filter(run -> first.contains(run.tick())).toList();
    }

    private static long ticks(List<Run> runs) {
        return runs.stream().map(Run::tick).distinct().count();
    }

    private static Iterable<List<Run>> runsOfEachTick(List<Run> runs, String strategy) {
        Map<OffsetDateTime, List<Run>> byTick =
                runs.stream().filter(run -> run.strategy().equals(strategy)).collect(Collectors.groupingBy(Run::tick));
        return byTick.values();
    }

    private static long instances(List<Run> runs) {
        return runs.stream().map(Run::instance).distinct().count() * (runs.size() == 2 ? 1 : 0);
    }
}
