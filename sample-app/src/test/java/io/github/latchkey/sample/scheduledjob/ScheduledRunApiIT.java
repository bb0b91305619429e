package io.github.latchkey.sample.scheduledjob;

import static io.github.latchkey.sample.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.latchkey.sample.Http;
import io.github.latchkey.sample.Http.Answer;
import io.github.latchkey.sample.SampleTest;
import io.github.latchkey.sample.races.Strategy;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

@SampleTest
class ScheduledRunApiIT {

    private final JdbcClient jdbc;
    private final ScheduledRuns runs;
    private Http http = new Http(0);

    @Autowired
    ScheduledRunApiIT(JdbcClient jdbc, ScheduledRuns runs) {
        this.jdbc = jdbc;
        this.runs = runs;
    }

    @BeforeEach
    void connect(@LocalServerPort int port) {
        http = new Http(port);
    }

    @AfterEach
    void removeRunsThatNeverWere() {
        jdbc.sql("delete from scheduled_runs where instance like 'test-%'").update();
    }

    @Test
    void aTickThatRanTwiceIsAViolationOnceItIsOver() {
        Answer before = http.get("/api/scheduled-runs?strategy=none");
        OffsetDateTime over = aTickAgo(Duration.ofMinutes(30));
        add(over, "test-1");
        add(over, "test-2");
        OffsetDateTime toCome = aTickAgo(Duration.ofMinutes(-30));
        add(toCome, "test-1");
        add(toCome, "test-2");

        Answer after = http.get("/api/scheduled-runs?strategy=none");

        assertThat(after.text("strategy")).isEqualTo("none");
        assertThat(after.number("violations")).isEqualTo(before.number("violations") + 1);
        assertThat(after.number("runs")).isGreaterThanOrEqualTo(before.number("runs") + 2);
        assertThat(after.number("instances")).isGreaterThanOrEqualTo(2);
        assertThat(http.get("/api/scheduled-runs").text("strategy")).isEqualTo("lock");
        assertThat(http.get("/api/scheduled-runs").number("violations")).isZero();
    }

    @Test
    void runsOlderThanAnHourAreRemoved() {
        OffsetDateTime old = aTickAgo(Duration.ofMinutes(61));
        add(old, "test-old");
        OffsetDateTime young = aTickAgo(Duration.ofMinutes(59));
        add(young, "test-young");

        runs.add(Strategy.NONE);

        assertThat(jdbc.sql("select instance from scheduled_runs where instance like 'test-%'")
                        .query(String.class)
                        .list())
                .containsExactly("test-young");
    }

    @Test
    void theLastRunsAreListedNewestFirst() {
        add(aTickAgo(Duration.ofMinutes(-41)), "test-earlier");
        add(aTickAgo(Duration.ofMinutes(-42)), "test-later");

        assertThat(http.get("/api/scheduled-runs/recent?limit=2").objects())
                .extracting(run -> run.get("instance"))
                .containsExactly("test-later", "test-earlier");
        assertThat(http.get("/api/scheduled-runs/recent?limit=1").objects())
                .singleElement()
                .satisfies(run -> assertThat(run).containsKeys("strategy", "tick", "instance", "startedAt"));
    }

    @Test
    void aBadParameterIsRefusedWithTheReason() {
        assertProblem(
                http.get("/api/scheduled-runs?strategy=optimistic"),
                400,
                "urn:sample:invalid-request",
                "strategy is 'optimistic', but must be 'none' or 'lock'.");
        assertProblem(
                http.get("/api/scheduled-runs/recent?limit=0"),
                400,
                "urn:sample:invalid-request",
                "limit is 0, but must be from 1 to 1000.");
    }

    private void add(OffsetDateTime tick, String instance) {
        jdbc.sql("insert into scheduled_runs (strategy, tick, instance, started_at) values ('none', ?, ?, ?)")
                .params(tick, instance, tick)
                .update();
    }

    // Not a whole number of seconds, so that it is none of the job's own.
    private static OffsetDateTime aTickAgo(Duration ago) {
        return Instant.now().minus(ago).plusNanos(1_000).atOffset(ZoneOffset.UTC);
    }
}
