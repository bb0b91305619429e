package io.github.latchkey.sample.longjob;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.latchkey.sample.Http;
import io.github.latchkey.sample.Http.Answer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.UseMainMethod;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        useMainMethod = UseMainMethod.ALWAYS,
        properties = "sample.redis.port=0")
@Tag("any-jdk")
class LongJobIT {

    @TempDir
    static Path directory = Path.of("");

    private final JdbcClient jdbc;
    private Http http = new Http(0);

    LongJobIT(@Autowired JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @DynamicPropertySource
    static void database(DynamicPropertyRegistry registry) {
        registry.add(
                "spring.datasource.url",
                () -> "jdbc:h2:file:" + directory.resolve("db") + ";AUTO_SERVER=TRUE;LOCK_TIMEOUT=30000");
    }

    @BeforeEach
    void connect(@LocalServerPort int port) {
        http = new Http(port);
    }

    @ParameterizedTest
    @CsvSource({"lock, 10", "lock, 100", "lock%2Bfence, 20"})
    void aStoppedHolderIsToldOfItsLossAndCannotCommit(String strategy, int requests) {
        int jobs = requests / 10;

        Answer race = race(strategy, requests);

        assertThat(race.number("lost")).isEqualTo(jobs);
        assertThat(race.number("staleRejected")).isEqualTo(jobs);
        assertThat(race.number("done")).as("work of the holders after it").isEqualTo(9L * jobs);
        assertThat(race.number("violations")).isZero();
        assertThat(jobsOfTheRace(jobs)).containsOnly("90 of 90");
        assertThat(fencedJobsOfTheRace(jobs)).isEqualTo(strategy.contains("fence") ? jobs : 0);
    }

    @Test
    void withoutAGuardAStoppedHolderWritesOverWhatOthersDid() {
        Answer race = race("lock-unguarded", 20);

        assertThat(race.number("lost")).isEqualTo(2);
        assertThat(race.number("staleCommitted")).isEqualTo(2);
        assertThat(race.number("violations")).isEqualTo(2);
        assertThat(race.number("damage")).isEqualTo(2 * 9 * 10);
        assertThat(jobsOfTheRace(2)).containsOnly("10 of 100");
    }

    @Test
    void withoutALockNobodyIsToldAnything() {
        Answer race = race("none", 10);

        assertThat(race.number("lost")).isZero();
        assertThat(race.number("violations")).isOne();
    }

    @Test
    void noProcessIsLeftBehind() {
        race("lock", 1);

        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(() -> ProcessHandle.current().children().noneMatch(LongJobIT::isHolder));
    }

    @Test
    void aJobIsSettledOverHttp() {
        String job = http.post("/api/long-jobs").location();

        assertThat(http.post(job + "/settle").number("total")).isEqualTo(10);
        Answer settled = http.post(job + "/settle?amount=32&strategy=lock%2Bfence");
        assertThat(settled.number("total")).isEqualTo(42);
        assertThat(http.get(job).number("entries")).isEqualTo(42);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    /api/races/long-job?requests=101            | 400 | requests is 101, but must be from 1 to 100.
                    /api/races/long-job?strategy=optimistic     | 400 | must be 'none', 'lock', 'lock-unguarded' or 'lock+fence'.
                    /api/long-jobs/1/settle?amount=0            | 400 | amount is 0, but must be from 1 to 1000000.
                    /api/long-jobs/999999999/settle             | 404 | There is no job 999999999.
                    """)
    void aBadRequestIsRefusedWithTheReason(String path, int status, String detail) {
        Answer answer = http.post(path);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.contentType()).isEqualTo("application/problem+json");
        assertThat(answer.text("detail")).contains(detail);
    }

    private Answer race(String strategy, int requests) {
        Answer answer = http.post("/api/races/long-job?threads=100&requests=" + requests + "&strategy=" + strategy);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.number("failed") + answer.number("staleFailed"))
                .as(answer.body())
                .isZero();
        return answer;
    }

    // The newest jobs, whose totals the test adds up by itself.
    private List<String> jobsOfTheRace(int count) {
        return jdbc.sql(
                        """
                        select j.total || ' of ' || (select sum(e.amount) from long_job_entries e where e.job_id = j.id)
                          from long_jobs j order by j.id desc limit ?""")
                .param(count)
                .query(String.class)
                .list();
    }

    private long fencedJobsOfTheRace(int count) {
        return jdbc.sql(
                        """
                        select count(*) from latchkey_fence f where f.name in
                               (select concat('job:', j.id) from long_jobs j order by j.id desc limit ?)""")
                .param(count)
                .query(Long.class)
                .single();
    }

    private static boolean isHolder(ProcessHandle process) {
        return process.isAlive() && process.info().commandLine().orElse("").contains(HolderMain.class.getName());
    }
}
