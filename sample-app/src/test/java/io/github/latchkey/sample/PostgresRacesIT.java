package io.github.latchkey.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.latchkey.sample.Http.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two instances on one PostgreSQL, which is empty when they start. */
class PostgresRacesIT {

    @TempDir
    static Path directory = Path.of("");

    private static final List<AutoCloseable> ENDED_AT_LAST = new ArrayList<>();
    private static Http http = new Http(0);

    @BeforeAll
    static void startBoth() throws SQLException {
        PostgresServer postgres = PostgresServer.start();
        ENDED_AT_LAST.add(postgres);
        List<String> args = List.of(
                "--spring.profiles.active=postgres",
                "--spring.datasource.url=" + postgres.newDatabase(),
                "--server.port=0",
                "--sample.redis.port=" + freePort());
        Instance one = Instance.launch(directory, args);
        ENDED_AT_LAST.add(0, one);
        // Both would start a Redis, and on a slow machine the second one does not wait for the first one's.
        await().atMost(Duration.ofSeconds(60)).until(one::log, log -> log.contains("Redis: "));
        Instance other = Instance.launch(directory, args);
        ENDED_AT_LAST.add(0, other);
        http = one.awaitHttp();
        Http unused = other.awaitHttp();
        // An instance listens before it says that it is up.
        await().atMost(Duration.ofSeconds(30)).until(PostgresRacesIT::instances, count -> count == 2);
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
        // Without anything that keeps them apart, they may miss each other by luck.
        await().atMost(Duration.ofMinutes(2))
                .until(() -> race(name, strategy).number("violations"), violations -> violations > 0);
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
    }

    private static Answer race(String name, String strategy) {
        Answer answer = http.post("/api/races/" + name + "?instances=2&strategy=" + strategy);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer;
    }

    private static int instances() {
        return http.get("/api/instances").objects().size();
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
