package io.github.latchkey.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.latchkey.sample.Http.Answer;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two instances on one PostgreSQL, which is empty when the first one starts. */
@Tag("any-jdk")
class PostgresRacesIT {

    @TempDir
    static Path directory = Path.of("");

    private static final List<AutoCloseable> ENDED_AT_LAST = new ArrayList<>();
    private static Http http = new Http(0);

    @BeforeAll
    static void startBoth() throws SQLException {
        PostgresServer postgres = PostgresServer.start();
        ENDED_AT_LAST.add(postgres);
        TwoInstances both = TwoInstances.launch(
                directory,
                List.of("--spring.profiles.active=postgres", "--spring.datasource.url=" + postgres.newDatabase()));
        ENDED_AT_LAST.add(0, both);
        http = both.http();
    }

    @AfterAll
    static void endAll() throws Exception {
        for (AutoCloseable started : ENDED_AT_LAST) {
            started.close();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "cancel-pay, none",
        "flash-sale, none",
        "payment-callback, none",
        "merchant-order, none",
        "refund, none",
        "sub-orders, none",
        "long-job, lock-unguarded"
    })
    void callsOfTwoInstancesCollide(String name, String strategy) {
        // By luck they may miss each other, but not three times.
        assertThat(Stream.generate(() -> race(name, strategy).number("violations"))
                        .limit(3))
                .anyMatch(violations -> violations > 0);
    }

    @ParameterizedTest
    @CsvSource({
        "cancel-pay, lock",
        "cancel-pay, pessimistic",
        "cancel-pay, optimistic",
        "flash-sale, lock",
        "flash-sale, pessimistic",
        "flash-sale, optimistic",
        "payment-callback, lock",
        "payment-callback, pessimistic",
        "payment-callback, optimistic",
        "merchant-order, lock",
        "merchant-order, optimistic",
        "refund, lock",
        "refund, lock%2Bfence",
        "refund, pessimistic",
        "refund, optimistic",
        "sub-orders, lock",
        "sub-orders, pessimistic",
        "sub-orders, optimistic",
        "sub-orders, counter",
        "long-job, lock",
        "long-job, lock%2Bfence"
    })
    void callsOfTwoInstancesAreKeptApart(String name, String strategy) {
        Answer race = race(name, strategy);

        assertThat(race.number("violations")).as(race.body()).isZero();
        assertThat(race.number("failed")).as(race.body()).isZero();
        assertThat(race.number("done")).as(race.body()).isPositive();
        if (name.equals("long-job")) {
            assertThat(race.number("staleRejected")).as(race.body()).isOne();
            assertThat(race.number("lost")).as(race.body()).isOne();
        }
    }

    private static Answer race(String name, String strategy) {
        Answer answer = http.post("/api/races/" + name + "?instances=2&strategy=" + strategy);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer;
    }
}
