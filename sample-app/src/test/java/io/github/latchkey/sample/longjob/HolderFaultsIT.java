package io.github.latchkey.sample.longjob;

import static io.github.latchkey.sample.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.latchkey.sample.Http;
import io.github.latchkey.sample.Http.Answer;
import io.github.latchkey.sample.Instance;
import io.github.latchkey.sample.races.RaceCalls;
import io.github.latchkey.sample.races.RaceCalls.CallBar;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** In a process of its own: its Redis is killed. */
@TestInstance(Lifecycle.PER_CLASS)
@Tag("any-jdk")
class HolderFaultsIT {

    private final Instance instance;
    private final Http http;

    HolderFaultsIT(@TempDir Path directory) {
        instance = Instance.launch(
                directory,
                List.of(
                        "--server.port=0",
                        "--sample.redis.port=0",
                        "--spring.datasource.url=jdbc:h2:file:" + directory.resolve("db")
                                + ";AUTO_SERVER=TRUE;LOCK_TIMEOUT=30000"));
        http = instance.awaitHttp();
    }

    @AfterAll
    void end() {
        instance.close();
    }

    @ParameterizedTest
    @CsvSource({
        "pause-holder, holder-stopped holder-resumed holder-lost",
        "kill-redis,   redis-killed redis-started holder-lost",
        "flush-redis,  redis-flushed holder-lost"
    })
    void whateverBefallsAHolderItIsToldOfItsLossAndCannotCommit(String fault, String marks) {
        Answer race = http.post("/api/races/long-job?requests=10&async=true&fault=ask");
        awaitPhase(race, "awaiting-fault");
        assertThat(http.post(race.location() + "/faults/" + fault).status()).isEqualTo(202);

        Answer done = awaitEnd(race);

        assertThat(done.number("violations")).as(done.body()).isZero();
        assertThat(done.number("lost")).as(done.body()).isOne();
        assertThat(done.number("staleRejected")).as(done.body()).isOne();
        assertThat(done.number("done")).as(done.body()).isEqualTo(9);
        assertThat(done.text("fault")).isEqualTo(fault);
        RaceCalls calls = RaceCalls.of(http, done.number("id"));
        assertThat(calls.marks()).containsExactlyInAnyOrder(marks.split(" "));
        CallBar holder = calls.calls().get(0);
        assertThat(holder.by()).isZero();
        assertThat(holder.states()).startsWith("holding").endsWith("stale");
        assertThat(holder.end()).isEqualTo("rejected");
        assertThat(calls.steps()).extracting(step -> step.get("kind")).contains("locked", "lost", "rejected", "done");
    }

    @Test
    void withoutAGuardTheStaleHolderCommits() {
        Answer done = http.post("/api/races/long-job?requests=10&strategy=lock-unguarded&fault=flush-redis");

        assertThat(done.number("damage")).as(done.body()).isEqualTo(90);
        RaceCalls calls = RaceCalls.of(http, done.number("id"));
        assertThat(calls.calls().get(0).end()).isEqualTo("stale-committed");
        assertThat(calls.broken()).hasSize(10);
    }

    @Test
    void aRaceThatWaitsCanBeGivenUp() {
        Answer race = http.post("/api/races/long-job?requests=2&async=true&fault=ask");
        assertProblem(http.delete(race.location()), 409, "urn:sample:fault-refused", "does not wait for a fault");
        awaitPhase(race, "awaiting-fault");

        assertThat(http.delete(race.location()).status()).isEqualTo(204);

        Answer failed = awaitEnd(race);
        assertThat(failed.text("state")).isEqualTo("FAILED");
        assertThat(failed.text("error")).contains("gave the race up");
        assertThat(http.post("/api/races/refund?requests=2").status()).isEqualTo(200);
    }

    @Test
    void aFaultIsRefusedBeforeTheHolderIsAtWorkAndAfterwards() {
        Answer race = http.post("/api/races/long-job?requests=2&async=true&fault=ask");
        String faults = race.location() + "/faults/";

        assertProblem(http.post(faults + "pause-holder"), 409, "urn:sample:fault-refused", "is not at work yet");
        assertProblem(http.post(faults + "flood"), 400, "urn:sample:invalid-request", "fault is 'flood'");
        awaitPhase(race, "awaiting-fault");
        assertProblem(http.post("/api/races/refund"), 409, "urn:sample:race-running", "is running (long-job");
        assertThat(http.post(faults + "flush-redis").status()).isEqualTo(202);
        assertProblem(http.post(faults + "flush-redis"), 409, "urn:sample:fault-refused", "has had one");
        Answer unused = awaitEnd(race);
        assertProblem(http.post(faults + "flush-redis"), 409, "urn:sample:fault-refused", "it is over.");
    }

    private void awaitPhase(Answer race, String phase) {
        await().atMost(Duration.ofSeconds(60))
                .until(() ->
                        http.get(race.location() + "/timeline").text("phase").equals(phase));
    }

    private Answer awaitEnd(Answer race) {
        await().atMost(Duration.ofSeconds(60))
                .until(() -> !http.get(race.location()).text("state").equals("RUNNING"));
        return http.get(race.location());
    }
}
