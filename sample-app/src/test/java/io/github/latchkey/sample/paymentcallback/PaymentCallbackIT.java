package io.github.latchkey.sample.paymentcallback;

import static io.github.latchkey.sample.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.latchkey.LockClient;
import io.github.latchkey.LockLease;
import io.github.latchkey.LockRequest;
import io.github.latchkey.sample.Http;
import io.github.latchkey.sample.Http.Answer;
import io.github.latchkey.sample.SampleTest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
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
class PaymentCallbackIT {

    private final JdbcClient database;
    private final LockClient locks;
    private Http http = new Http(0);

    @Autowired
    PaymentCallbackIT(JdbcClient database, LockClient locks) {
        this.database = database;
        this.locks = locks;
    }

    @BeforeEach
    void connect(@LocalServerPort int port) {
        http = new Http(port);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?strategy=none", "?strategy=lock", "?strategy=pessimistic", "?strategy=optimistic"})
    void theSecondCallbackIsToldThatTheFirstWasProcessed(String strategy) {
        String payment = newPayment();
        assertThat(http.get(payment).number("state")).isZero();

        Answer first = http.post(payment + "/callback" + strategy);
        Answer second = http.post(payment + "/callback" + strategy);

        assertThat(first.status()).isEqualTo(200);
        assertThat(first.text("outcome")).isEqualTo("PROCESSED");
        assertThat(second.status()).isEqualTo(200);
        assertThat(second.text("outcome")).isEqualTo("ALREADY_PROCESSED");
        assertThat(http.get(payment).number("state")).isEqualTo(1);
        assertThat(http.get(payment).number("followUps")).isEqualTo(1);
    }

    @Test
    void aCallbackThatFindsTheLockBusyIsToldToCallAgain() throws Exception {
        String payment = newPayment();
        try (LockLease other = locks.acquire(LockRequest.of("callback:" + id(payment)))) {

            HttpResponse<String> busy = callBack(payment);

            assertThat(other.isHeld()).isTrue();
            assertThat(busy.statusCode()).isEqualTo(409);
            assertThat(busy.headers().firstValue("Retry-After")).contains("1");
            assertThat(busy.body()).contains("urn:latchkey:busy");
            assertThat(http.get(payment).number("state")).isZero();
        }

        assertThat(http.post(payment + "/callback").text("outcome")).isEqualTo("PROCESSED");
    }

    @ParameterizedTest
    @ValueSource(strings = {"lock", "pessimistic", "optimistic"})
    void ofAHundredCallbacksAtOnceOneIsProcessed(String strategy) throws Exception {
        String payment = newPayment();

        List<String> answers = new ArrayList<>();
        ExecutorService provider = Executors.newFixedThreadPool(100);
        try {
            Callable<String> callback = () -> callBackUntilTold(payment + "/callback?strategy=" + strategy);
            for (Future<String> answer : provider.invokeAll(Collections.nCopies(100, callback))) {
                answers.add(answer.get());
            }
        } finally {
            provider.shutdownNow();
        }

        assertThat(answers).containsOnly("PROCESSED", "ALREADY_PROCESSED");
        assertThat(answers).filteredOn("PROCESSED"::equals).hasSize(1);
        assertThat(followUps(id(payment))).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "10, 10", "13, 13", "200, 100"})
    void onlyARaceWithoutALockHasViolations(int requests, int threads) {
        if (requests > 1) {
            assertThat(race("none", requests, threads)).isPositive();
        }
        assertThat(race("lock", requests, threads)).isZero();
        assertThat(race("pessimistic", requests, threads)).isZero();
        assertThat(race("optimistic", requests, threads)).isZero();
    }

    @Test
    void anUnknownPaymentOrStrategyIsRefused() {
        assertProblem(
                http.get("/api/pending-payments/999999999"),
                404,
                "urn:sample:unknown-pending-payment",
                "no pending payment 9999");
        for (String strategy : List.of("none", "lock", "pessimistic", "optimistic")) {
            assertProblem(
                    http.post("/api/pending-payments/999999999/callback?strategy=" + strategy),
                    404,
                    "urn:sample:unknown-pending-payment",
                    "There is no pending payment 999999999.");
        }
        assertProblem(
                http.post(newPayment() + "/callback?strategy=hope"),
                400,
                "urn:sample:invalid-request",
                "strategy is 'hope', but must be 'none', 'lock', 'pessimistic' or 'optimistic'.");
        assertProblem(
                http.post("/api/pending-payments/one/callback"),
                400,
                "urn:sample:invalid-request",
                "id is 'one', but must be a whole number.");
    }

    private String newPayment() {
        Answer created = http.post("/api/pending-payments");
        assertThat(created.status()).isEqualTo(201);
        assertThat(http.get(created.location()).body()).isEqualTo(created.body());
        return created.location();
    }

    private String callBackUntilTold(String callback) {
        Answer answer = http.post(callback);
        for (int i = 0; i < 1000 && answer.status() == 409; i++) {
            answer = http.post(callback);
        }
        assertThat(answer.status()).isEqualTo(200);
        return answer.text("outcome");
    }

    // Asks the tables, beside the case's own judgement.
    private long race(String strategy, int requests, int threads) {
        // The first race with a strategy is rehearsed, which would be counted, too.
        Answer first = http.post("/api/races/payment-callback?requests=1&strategy=" + strategy);
        assertThat(first.status()).as(first.body()).isEqualTo(200);
        long before = lastId();
        Answer race = http.post(
                "/api/races/payment-callback?requests=" + requests + "&threads=" + threads + "&strategy=" + strategy);
        assertThat(race.status()).as(race.body()).isEqualTo(200);
        assertThat(race.number("failed")).isZero();
        assertThat(race.number("done")).isEqualTo(requests);
        long violations = database.sql(
                        """
                        select count(*) from pending_payments p where p.id > ?
                           and (select count(*) from follow_ups f where f.payment_id = p.id) <> 1""")
                .param(before)
                .query(Long.class)
                .single();
        assertThat(race.number("violations")).isEqualTo(violations);
        assertThat(lastId() - before).isEqualTo((requests + 9) / 10);
        return violations;
    }

    private long lastId() {
        return database.sql("select coalesce(max(id), 0) from pending_payments")
                .query(Long.class)
                .single();
    }

    private long followUps(long paymentId) {
        return database.sql("select count(*) from follow_ups where payment_id = ?")
                .param(paymentId)
                .query(Long.class)
                .single();
    }

    // With its headers.
    private HttpResponse<String> callBack(String payment) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + http.port() + payment + "/callback");
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).POST(BodyPublishers.noBody()).build(), BodyHandlers.ofString());
    }

    private static long id(String payment) {
        return Long.parseLong(payment.substring(payment.lastIndexOf('/') + 1));
    }
}
