package io.github.latchkey.sample.merchantorder;

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
class MerchantOrderApiIT {

    private Http http = new Http(0);

    @BeforeEach
    void connect(@LocalServerPort int port) {
        http = new Http(port);
    }

    @Test
    void anOrderIsTakenAndCanBeReadAtItsLocation() {
        Answer taken = submit("", 7, "taken");

        assertThat(taken.status()).as(taken.body()).isEqualTo(201);
        assertThat(taken.location()).isEqualTo("/api/merchant-orders/" + taken.number("id"));
        assertThat(taken.number("merchantId")).isEqualTo(7);
        assertThat(taken.text("outTradeNo")).isEqualTo("taken");
        assertThat(http.get(taken.location()).body()).isEqualTo(taken.body());
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "optimistic"})
    void aNumberIsTakenOncePerMerchant(String strategy) {
        String number = "once-" + strategy;

        assertThat(submit("?strategy=" + strategy, 7, number).status()).isEqualTo(201);

        assertProblem(
                submit("?strategy=" + strategy, 7, number),
                409,
                "urn:sample:duplicate-order",
                "Merchant 7 has submitted order " + number + " before.");
        assertThat(submit("?strategy=" + strategy, 8, number).status()).isEqualTo(201);
    }

    @Test
    void withTheLockADuplicateIsRefusedAlthoughTheFirstIsOver() {
        assertThat(submit("", 7, "held").status()).isEqualTo(201);

        assertProblem(submit("", 7, "held"), 409, "urn:latchkey:busy", "Somebody else is working on the same thing");
        assertThat(submit("", 8, "held").status()).isEqualTo(201);
    }

    @Test
    void withTheLockADuplicateThatComesLateIsFoundInTheDatabase() {
        // Not under the lock, so that nothing is held.
        assertThat(submit("?strategy=none", 7, "late").status()).isEqualTo(201);

        assertProblem(submit("", 7, "late"), 409, "urn:sample:duplicate-order", "order late before.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    {"outTradeNo":"1"}                  | merchantId is missing; give a number from 1 to
                    {"merchantId":0,"outTradeNo":"1"}   | merchantId is 0, but must be from 1 to
                    {"merchantId":"x","outTradeNo":"1"} | The body must be JSON with merchantId (a whole number), outTradeNo (a text).
                    {"merchantId":1}                    | outTradeNo is missing; give 1 to 64 letters of a to z, digits, '-' or '_'.
                    {"merchantId":1,"outTradeNo":""}    | outTradeNo is '', but must be 1 to 64 letters of a to z, digits, '-' or '_'.
                    {"merchantId":1,"outTradeNo":"a:b"} | outTradeNo is 'a:b', but must be 1 to 64 letters of a to z, digits, '-' or '_'.
                    """)
    void aBadOrderIsRefusedWithTheReason(String body, String detail) {
        assertProblem(http.post("/api/merchant-orders", body), 400, "urn:sample:invalid-request", detail);
    }

    @Test
    void aNumberThatIsTooLongIsRefused() {
        assertProblem(submit("", 7, "9".repeat(65)), 400, "urn:sample:invalid-request", "must be 1 to 64");
        assertThat(submit("", 7, "9".repeat(64)).status()).isEqualTo(201);
    }

    @Test
    void aStrategyThatTheCaseHasNotIsRefused() {
        assertProblem(
                submit("?strategy=pessimistic", 7, "odd"),
                400,
                "urn:sample:invalid-request",
                "strategy is 'pessimistic', but must be 'none', 'lock' or 'optimistic'.");
    }

    @Test
    void anUnknownOrderIsNotFound() {
        assertProblem(
                http.get("/api/merchant-orders/999999999"),
                404,
                "urn:sample:unknown-merchant-order",
                "no merchant order 999999999");
    }

    private Answer submit(String query, long merchantId, String outTradeNo) {
        return http.post(
                "/api/merchant-orders" + query,
                "{\"merchantId\":" + merchantId + ",\"outTradeNo\":\"" + outTradeNo + "\"}");
    }
}
