package io.github.latchkey.sample.races;

import static io.github.latchkey.sample.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.github.latchkey.sample.Http;
import io.github.latchkey.sample.Http.Answer;
import io.github.latchkey.sample.KnownCase;
import io.github.latchkey.sample.SampleTest;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

@SampleTest
class RacesIT {

    private final JdbcClient jdbc;
    private Http http = new Http(0);

    RacesIT(@Autowired JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @BeforeEach
    void connect(@LocalServerPort int port) {
        http = new Http(port);
    }

    @Test
    void allCasesCanBeRaced() {
        assertThat(KnownCase.all(http))
                .extracting(KnownCase::name)
                .containsExactly(
                        "cancel-pay",
                        "flash-sale",
                        "long-job",
                        "merchant-order",
                        "payment-callback",
                        "refund",
                        "sub-orders");
    }

    @TestFactory
    Stream<DynamicTest> aRaceIsBrokenWithoutTheLockAndWholeWithEachAnswer() {
        return KnownCase.all(http).stream()
                // Its holder is another process, which cannot open this database in memory; see LongJobIT.
                .filter(known -> !known.name().equals("long-job"))
                .flatMap(known -> known.strategies().stream().flatMap(strategy -> Stream.of(10, 100)
                        .map(threads -> dynamicTest(
                                known.name() + " with " + strategy + ", " + threads + " threads",
                                () -> check(known.name(), strategy, threads)))));
    }

    private void check(String name, String strategy, int threads) {
        Answer race = http.post("/api/races/" + name + "?requests=200&threads=" + threads + "&strategy="
                + strategy.replace("+", "%2B"));

        assertThat(race.status()).as(race.body()).isEqualTo(200);
        assertThat(race.text("case")).isEqualTo(name);
        assertThat(race.text("strategy")).isEqualTo(strategy);
        assertThat(race.number("requests")).isEqualTo(200);
        assertThat(race.body()).containsOnlyOnce("\"users\":");
        assertThat(race.number("done") + race.number("refused")).as(race.body()).isEqualTo(200);
        assertThat(race.number("done")).as(race.body()).isPositive();
        assertThat(race.number("failed")).as(race.body()).isZero();
        if (strategy.equals("none")) {
            assertThat(race.number("violations")).as(race.body()).isPositive();
        } else {
            assertThat(race.number("violations")).as(race.body()).isZero();
        }
    }

    @Test
    void duplicatesOfAMerchantOrderNumberAreRefusedWithoutAQuery() {
        Answer race = http.post("/api/races/merchant-order?requests=2000&threads=100");

        assertThat(race.number("refused")).as(race.body()).isPositive();
        assertThat(race.number("queriesOfRefused")).as(race.body()).isZero();
        assertThat(race.number("queries")).as(race.body()).isPositive();
    }

    @Test
    void aRaceInTheBackgroundCanBeFollowed() {
        Answer accepted = http.post("/api/races/cancel-pay?requests=20&async=true");
        assertThat(accepted.status()).isEqualTo(202);
        assertThat(accepted.location()).isEqualTo("/api/races/" + accepted.number("id"));
        assertThat(accepted.text("state")).isEqualTo("RUNNING");

        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> http.get(accepted.location()).text("state").equals("DONE"));

        Answer done = http.get(accepted.location());
        assertThat(done.number("violations")).isZero();
        List<Long> history = http.get("/api/races").objects().stream()
                .map(race -> Long.valueOf(String.valueOf(race.get("id"))))
                .toList();
        assertThat(history).contains(accepted.number("id")).isSortedAccordingTo(Comparator.reverseOrder());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    /api/races/chess                                 | 404 | There is no case 'chess'; there are cancel-pay, flash-sale,
                    /api/races/refund?requests=0                     | 400 | requests is 0, but must be from 1 to 200000.
                    /api/races/refund?requests=many                  | 400 | requests is 'many', but must be a whole number.
                    /api/races/refund?threads=257                    | 400 | threads is 257, but must be from 1 to 256.
                    /api/races/refund?strategy=counter               | 400 | strategy is 'counter', but must be 'none', 'lock'
                    /api/races/refund?orders=3                       | 400 | orders is not for 'refund'; give requests.
                    /api/races/cancel-pay?orders=3&requests=3        | 400 | requests and orders are both given; leave one out.
                    /api/races/refund?async=perhaps                  | 400 | async is 'perhaps', but must be true or false.
                    /api/races/refund?requests=10&users=11           | 400 | users is 11, but must be from 1 to 10.
                    /api/races/long-job?users=11                     | 400 | users is 11, but must be from 1 to 10.
                    /api/races/refund?fault=ask                      | 400 | fault is not for 'refund'; leave it out.
                    /api/races/long-job?fault=flood                  | 400 | fault is 'flood', but must be 'pause-holder' or
                    /api/races/refund?instances=17                   | 400 | instances is 17, but must be from 1 to 16.
                    /api/races/refund?threads=1&instances=2          | 400 | instances is 2, but must be from 1 to 1.
                    /api/races/long-job                              | 409 | cannot open a database in the memory of this one
                    /api/races/refund?instances=2                    | 409 | instances is 2, but 1 is up, see GET /api/instances
                    """)
    void aBadRaceIsRefusedWithTheReason(String path, int status, String detail) {
        Answer answer = http.post(path);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.contentType()).isEqualTo("application/problem+json");
        assertThat(answer.text("detail")).contains(detail);
    }

    @Test
    void anInstanceThatIsGoneIsNamed() {
        jdbc.sql("insert into instances (id, url, seen_at) values ('gone', 'http://127.0.0.1:1', current_timestamp)")
                .update();
        try {
            Answer answer = http.post("/api/races/sub-orders?requests=20&instances=2");

            assertProblem(
                    answer,
                    502,
                    "urn:sample:silent-instance",
                    "The instance at http://127.0.0.1:1 did not run its share");
            assertThat(http.get("/api/races").objects().get(0))
                    .containsEntry("state", "FAILED")
                    .extractingByKey("error", STRING)
                    .contains("http://127.0.0.1:1");
        } finally {
            jdbc.sql("delete from instances where id = 'gone'").update();
        }
    }

    @Test
    void aRaceIsRefusedWhileAnotherRuns() {
        Answer running = http.post("/api/races/cancel-pay?async=true&orders=1000");

        Answer refused = http.post("/api/races/refund?requests=10&async=true");
        Answer refusedToWaiter = http.post("/api/races/refund?requests=10");

        for (Answer answer : List.of(refused, refusedToWaiter)) {
            assertProblem(
                    answer,
                    409,
                    "urn:sample:race-running",
                    "Race " + running.number("id") + " is running (cancel-pay with lock, 2000 requests)");
            assertThat(answer.number("raceId")).isEqualTo(running.number("id"));
        }
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .until(() -> http.get(running.location()).text("state").equals("DONE"));
        assertThat(http.post("/api/races/refund?requests=10").status()).isEqualTo(200);
    }

    @Test
    void aShareWithoutItsPartsIsRefused() {
        assertProblem(
                http.post("/api/races/shares", "{\"case\":\"refund\",\"threads\":1}"),
                400,
                "urn:sample:invalid-request",
                "The body must be JSON with");
    }

    @Test
    void anUnknownRaceIsNotFound() {
        assertThat(http.get("/api/races/999999").status()).isEqualTo(404);
        assertThat(http.get("/api/races/999999").text("detail")).contains("There is no race 999999");
    }
}
