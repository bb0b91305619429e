package io.github.latchkey.sample.cancelpay;

import static io.github.latchkey.sample.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.latchkey.sample.Http;
import io.github.latchkey.sample.Http.Answer;
import io.github.latchkey.sample.SampleTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

@SampleTest
class OrderApiIT {

    private Http http = new Http(0);

    @BeforeEach
    void connect(@LocalServerPort int port) {
        http = new Http(port);
    }

    @Test
    void anOrderIsCreatedAndCanBeReadAtItsLocation() {
        Answer created = http.post("/api/orders", "{\"amountCents\":1999}");

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.location()).isEqualTo("/api/orders/" + created.number("id"));
        assertThat(created.number("amountCents")).isEqualTo(1999);
        assertThat(created.text("status")).isEqualTo("NEW");
        assertThat(http.get(created.location()).body()).isEqualTo(created.body());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?strategy=lock", "?strategy=none"})
    void aPaidOrderCannotBeCancelled(String strategy) {
        String order = "/api/orders/" + http.newOrder();

        Answer paid = http.post(order + "/pay" + strategy);
        assertThat(paid.status()).isEqualTo(200);
        assertThat(paid.text("status")).isEqualTo("PAID");

        assertProblem(http.post(order + "/cancel" + strategy), 409, "urn:sample:order-state", "is paid");
        assertThat(http.get(order).text("status")).isEqualTo("PAID");
    }

    @Test
    void aCancelledOrderCannotBePaid() {
        String order = "/api/orders/" + http.newOrder();

        assertThat(http.post(order + "/cancel").text("status")).isEqualTo("CANCELLED");
        assertProblem(http.post(order + "/pay"), 409, "urn:sample:order-state", "is cancelled");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    {"amountCents":0}         | amountCents is 0, but must be from 1 to 100000000.
                    {"amountCents":100000001} | amountCents is 100000001, but must be from 1 to 100000000.
                    {}                        | amountCents is missing; give a number from 1 to 100000000.
                    {"amountCents":19.99}     | The body must be JSON with amountCents (a whole number).
                    {"amountCents":"much"}    | The body must be JSON with amountCents (a whole number).
                    not json                  | The body must be JSON with amountCents (a whole number).
                    """)
    void aBadOrderIsRefusedWithTheReason(String body, String detail) {
        assertProblem(http.post("/api/orders", body), 400, "urn:sample:invalid-request", detail);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    /api/races/cancel-pay?orders=0       | orders is 0, but must be from 1 to 100000.
                    /api/races/cancel-pay?orders=100001  | orders is 100001, but must be from 1 to 100000.
                    /api/races/cancel-pay?threads=0      | threads is 0, but must be from 1 to 256.
                    /api/races/cancel-pay?threads=257    | threads is 257, but must be from 1 to 256.
                    /api/races/cancel-pay?threads=many   | threads is 'many', but must be a whole number.
                    /api/races/cancel-pay?strategy=hope  | strategy is 'hope', but must be 'none', 'lock', 'pessimistic' or 'optimistic'.
                    /api/orders/1/pay?strategy=hope      | strategy is 'hope', but must be 'none', 'lock', 'pessimistic' or 'optimistic'.
                    /api/orders/one/pay                  | id is 'one', but must be a whole number.
                    """)
    void aBadParameterIsRefusedWithTheReason(String path, String detail) {
        assertProblem(http.post(path), 400, "urn:sample:invalid-request", detail);
    }

    @Test
    void anUnknownOrderIsNotFound() {
        assertProblem(http.get("/api/orders/999999999"), 404, "urn:sample:unknown-order", "no order 999999999");
        assertProblem(http.post("/api/orders/999999999/pay"), 404, "urn:sample:unknown-order", "no order 999999999");
    }

    @Test
    void aRaceHasViolationsWithoutTheLockAndNoneWithIt() {
        assertThat(race("none").number("violations")).isPositive();

        Answer locked = race("lock");
        assertThat(locked.number("violations")).isZero();
        assertThat(locked.number("paid") + locked.number("cancelled")).isEqualTo(200);

        assertThat(http.get("/api/races/last").body()).isEqualTo(locked.body());
    }

    private Answer race(String strategy) {
        Answer answer = http.post("/api/races/cancel-pay?orders=200&threads=16&strategy=" + strategy);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.text("strategy")).isEqualTo(strategy);
        assertThat(answer.number("orders")).isEqualTo(200);
        return answer;
    }
}
