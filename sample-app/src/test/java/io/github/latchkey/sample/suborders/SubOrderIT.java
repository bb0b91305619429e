package io.github.latchkey.sample.suborders;

import static io.github.latchkey.sample.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.latchkey.sample.Http;
import io.github.latchkey.sample.Http.Answer;
import io.github.latchkey.sample.SampleTest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

@SampleTest
class SubOrderIT {

    private final JdbcClient database;
    private Http http = new Http(0);

    @Autowired
    SubOrderIT(JdbcClient database) {
        this.database = database;
    }

    @BeforeEach
    void connect(@LocalServerPort int port) {
        http = new Http(port);
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "lock", "pessimistic", "optimistic", "counter"})
    void theLastSubOrderCompletesTheMainOrderOnce(String strategy) {
        String order = newOrder();
        List<Long> parts = parts(order);

        Answer first = complete(order, parts.get(1), strategy);
        assertThat(first.status()).as(first.body()).isEqualTo(200);
        assertThat(first.text("status")).isEqualTo("OPEN");
        assertProblem(
                complete(order, parts.get(1), strategy),
                409,
                "urn:sample:sub-order-done",
                "Sub-order " + parts.get(1) + " has");
        assertThat(complete(order, parts.get(0), strategy).text("status")).isEqualTo("SUCCESS");

        assertProblem(
                complete(order, parts.get(0), strategy),
                409,
                "urn:sample:sub-order-done",
                "Sub-order " + parts.get(0) + " has");
        assertThat(http.get(order).text("status")).isEqualTo("SUCCESS");
        assertThat(http.get(order).number("completions")).isEqualTo(1);
    }

    @Test
    void whoCollidesWithAnotherChangeIsToldToTryAgain() throws Exception {
        String order = http.post("/api/main-orders", "{\"subOrders\":10}").location();

        List<Answer> collisions = new CopyOnWriteArrayList<>();
        ExecutorService clients = Executors.newFixedThreadPool(10);
        try {
            List<Callable<Answer>> calls = new ArrayList<>();
            for (long part : parts(order)) {
                calls.add(() -> completeInTheEnd(order, part, collisions));
            }
            for (Future<Answer> answer : clients.invokeAll(calls)) {
                assertThat(answer.get().status()).isEqualTo(200);
            }
        } finally {
            clients.shutdownNow();
        }

        assertThat(collisions).isNotEmpty();
        assertProblem(collisions.get(0), 409, "urn:sample:collision", "Somebody else has changed the same");
        assertThat(http.get(order).number("completions")).isEqualTo(1);
    }

    private Answer completeInTheEnd(String order, long part, List<Answer> collisions) {
        Answer answer = complete(order, part, "optimistic");
        for (int i = 0; i < 200 && answer.status() == 409; i++) {
            collisions.add(answer);
            answer = complete(order, part, "optimistic");
        }
        return answer;
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "10, 10", "17, 17", "200, 100"})
    void onlyARaceWithoutALockHasViolations(int requests, int threads) {
        if (requests > 1) {
            assertThat(race("none", requests, threads)).isPositive();
        }
        assertThat(race("lock", requests, threads)).isZero();
        assertThat(race("pessimistic", requests, threads)).isZero();
        assertThat(race("optimistic", requests, threads)).isZero();
        assertThat(race("counter", requests, threads)).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    {"subOrders":0}   | subOrders is 0, but must be from 1 to 100.
                    {"subOrders":101} | subOrders is 101, but must be from 1 to 100.
                    {}                | subOrders is missing; give a number from 1 to 100.
                    not json          | The body must be JSON with subOrders (a whole number).
                    """)
    void aBadOrderIsRefusedWithTheReason(String body, String detail) {
        assertProblem(http.post("/api/main-orders", body), 400, "urn:sample:invalid-request", detail);
    }

    @Test
    void anUnknownOrderOrStrategyIsRefused() {
        String order = newOrder();
        long part = parts(newOrder()).get(0);
        for (String strategy : List.of("none", "lock", "pessimistic", "optimistic", "counter")) {
            assertProblem(
                    complete(order, part, strategy),
                    404,
                    "urn:sample:unknown-sub-order",
                    "There is no sub-order " + part + " of");
            assertProblem(
                    complete("/api/main-orders/999999999", part, strategy),
                    404,
                    strategy.equals("counter") ? "urn:sample:unknown-sub-order" : "urn:sample:unknown-main-order",
                    "999999999");
        }
        assertProblem(
                http.get("/api/main-orders/999999999"),
                404,
                "urn:sample:unknown-main-order",
                "There is no main order 999999999.");
        assertProblem(
                complete(order, part, "hope"),
                400,
                "urn:sample:invalid-request",
                "must be 'none', 'lock', 'pessimistic', 'optimistic' or 'counter'.");
    }

    // Asks the tables, beside the case's own judgement.
    private long race(String strategy, int requests, int threads) {
        // The first race with a strategy is rehearsed, which would be counted, too.
        Answer first = http.post("/api/races/sub-orders?requests=1&strategy=" + strategy);
        assertThat(first.status()).as(first.body()).isEqualTo(200);
        long before = count("select coalesce(max(id), 0) from main_orders where id > ?", 0);
        Answer race = http.post(
                "/api/races/sub-orders?requests=" + requests + "&threads=" + threads + "&strategy=" + strategy);
        assertThat(race.status()).as(race.body()).isEqualTo(200);
        assertThat(race.number("failed")).isZero();
        assertThat(race.number("done")).isEqualTo(requests);
        assertThat(count("select count(*) from main_orders where id > ?", before))
                .isEqualTo((requests + 9) / 10);
        assertThat(count("select count(*) from sub_orders where status = 'SUCCESS' and main_order_id > ?", before))
                .isEqualTo(requests);
        long violations = count(
                """
                select count(*) from main_orders m where m.id > ? and not (m.status = 'SUCCESS'
                   and (select count(*) from main_order_completions c where c.main_order_id = m.id) = 1)""",
                before);
        assertThat(race.number("violations")).isEqualTo(violations);
        return violations;
    }

    private long count(String sql, long parameter) {
        return database.sql(sql).param(parameter).query(Long.class).single();
    }

    private String newOrder() {
        Answer created = http.post("/api/main-orders", "{\"subOrders\":2}");
        assertThat(created.status()).isEqualTo(201);
        assertThat(http.get(created.location()).body()).isEqualTo(created.body());
        return created.location();
    }

    private List<Long> parts(String order) {
        return database.sql("select id from sub_orders where main_order_id = ? order by id")
                .param(Long.parseLong(order.substring(order.lastIndexOf('/') + 1)))
                .query(Long.class)
                .list();
    }

    private Answer complete(String order, long part, String strategy) {
        return http.post(order + "/sub-orders/" + part + "/complete?strategy=" + strategy);
    }
}
