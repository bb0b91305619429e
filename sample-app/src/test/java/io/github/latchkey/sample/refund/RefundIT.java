package io.github.latchkey.sample.refund;

import static io.github.latchkey.sample.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.latchkey.sample.Http;
import io.github.latchkey.sample.Http.Answer;
import io.github.latchkey.sample.SampleTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;

@SampleTest
class RefundIT {

    private final JdbcClient database;
    private final RefundCase refund;
    private Http http = new Http(0);

    @Autowired
    RefundIT(JdbcClient database, RefundCase refund) {
        this.database = database;
        this.refund = refund;
    }

    @BeforeEach
    void connect(@LocalServerPort int port) {
        http = new Http(port);
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "lock", "lock+fence", "pessimistic", "optimistic"})
    void aRefundIsWholeOrRefusedWithWhatIsLeft(String strategy) {
        String payment = newPayment();

        Answer first = refund(payment, strategy, "{\"amountCents\":700}");
        Answer second = refund(payment, strategy, "{\"amountCents\":301}");
        Answer third = refund(payment, strategy, "{\"amountCents\":300}");

        assertThat(first.status()).as(first.body()).isEqualTo(200);
        assertThat(first.number("refundedCents")).isEqualTo(700);
        assertProblem(
                second, 409, "urn:sample:refund-refused", " has 300 cents left to refund, so 301 cannot be refunded.");
        assertThat(third.status()).as(third.body()).isEqualTo(200);
        assertThat(third.body()).isEqualTo(http.get(payment).body());
        assertThat(third.number("refundedCents")).isEqualTo(1000);
        assertBooked(payment, 1000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "lock", "lock+fence", "pessimistic", "optimistic"})
    void aRepeatedRefundIsDoneOnce(String strategy) {
        String payment = newPayment();

        Answer first = refund(payment, strategy, "{\"refundId\":\"r1\",\"amountCents\":600}");
        Answer again = refund(payment, strategy, "{\"refundId\":\"r1\",\"amountCents\":600}");
        Answer other = refund(payment, strategy, "{\"refundId\":\"r1\",\"amountCents\":300}");

        assertThat(again.status()).isEqualTo(200);
        assertThat(again.body()).isEqualTo(first.body());
        assertProblem(other, 409, "urn:sample:refund-id", "Refund 'r1' is one of 600 cents; take another refundId.");
        assertBooked(payment, 600);
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "lock", "lock+fence", "pessimistic"})
    void aRefundThatTheGatewayFailsLeavesNothingBehind(String strategy) {
        String payment = newPayment();
        Refunds refunds = refund.strategies().named(strategy);
        // Too long for the gateway's key.
        String refundId = "r".repeat(64);

        assertThatThrownBy(() -> refunds.refund(id(payment), refundId, 600))
                .isInstanceOf(DataIntegrityViolationException.class);

        assertThat(http.get(payment).number("refundedCents")).isZero();
        assertBooked(payment, 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "lock", "lock+fence", "pessimistic", "optimistic"})
    void aRefundWhoseMoneyHasMovedAlreadyIsStoredByTheNextTry(String strategy) {
        String payment = newPayment();
        // As a rollback after the gateway's answer leaves it.
        database.sql("insert into gateway_bookings (idempotency_key, reference, amount_cents) values (?, ?, ?)")
                .params("refund-" + id(payment) + "-r1", "refund-" + id(payment), -600)
                .update();

        Answer again = refund(payment, strategy, "{\"refundId\":\"r1\",\"amountCents\":600}");

        assertThat(again.number("refundedCents")).isEqualTo(600);
        assertBooked(payment, 600);
    }

    @Test
    void aRefundThatWasCutOffBeforeItsMoneyMovedIsEndedByTheNextTry() {
        String payment = newPayment();
        database.sql("insert into refunds (payment_id, refund_id, amount_cents) values (?, 'r1', 600)")
                .param(id(payment))
                .update();
        database.sql("update refundable_payments set refunded_cents = 600 where id = ?")
                .param(id(payment))
                .update();

        Answer again = refund(payment, "optimistic", "{\"refundId\":\"r1\",\"amountCents\":600}");

        assertThat(again.number("refundedCents")).isEqualTo(600);
        assertBooked(payment, 600);
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "lock", "lock+fence", "pessimistic", "optimistic"})
    void anIdUnderWhichOtherMoneyHasMovedIsRefused(String strategy) {
        String payment = newPayment();
        database.sql("insert into gateway_bookings (idempotency_key, reference, amount_cents) values (?, 'else', -600)")
                .param("refund-" + id(payment) + "-r1")
                .update();

        Answer other = refund(payment, strategy, "{\"refundId\":\"r1\",\"amountCents\":300}");

        assertProblem(other, 409, "urn:sample:idempotency-key", "has booked 600 cents under the key");
        assertThat(http.get(payment).number("refundedCents")).isZero();
        assertBooked(payment, 0);
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 1", "10, 10, 3", "24, 24, 9", "200, 100, 60"})
    void onlyARaceWithoutALockHasViolations(int requests, int threads, int fit) {
        if (requests > 1) {
            assertThat(race("none", requests, threads).violations()).isPositive();
        }
        assertThat(race("lock", requests, threads)).isEqualTo(new Race(0, fit));
        assertThat(race("lock+fence", requests, threads)).isEqualTo(new Race(0, fit));
        assertThat(race("pessimistic", requests, threads)).isEqualTo(new Race(0, fit));
        assertThat(race("optimistic", requests, threads)).isEqualTo(new Race(0, fit));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    {"amountCents":0}                | amountCents is 0, but must be from 1 to 100000000.
                    {"refundId":"r1"}                | amountCents is missing; give a number from 1 to 100000000.
                    {"amountCents":5,"refundId":" "} | refundId is ' ', but must have from 1 to 36 characters
                    not json                         | The body must be JSON with amountCents (a whole number), refundId (a text).
                    """)
    void aBadRefundIsRefusedWithTheReason(String body, String detail) {
        assertProblem(refund(newPayment(), "lock", body), 400, "urn:sample:invalid-request", detail);
    }

    @Test
    void aBadPaymentOrStrategyIsRefusedWithTheReason() {
        assertProblem(http.post("/api/payments", "{}"), 400, "urn:sample:invalid-request", "amountCents is missing");
        assertProblem(
                refund(newPayment(), "hope", "{\"amountCents\":1}"),
                400,
                "urn:sample:invalid-request",
                "must be 'none', 'lock', 'lock+fence', 'pessimistic' or 'optimistic'.");
        assertProblem(http.get("/api/payments/999999999"), 404, "urn:sample:unknown-payment", "no payment 999999999");
        assertProblem(
                refund("/api/payments/999999999", "optimistic", "{\"amountCents\":1}"),
                404,
                "urn:sample:unknown-payment",
                "There is no payment 999999999.");
    }

    private record Race(long violations, long done) {}

    // Asks the tables, beside the case's own judgement.
    private Race race(String strategy, int requests, int threads) {
        // The first race with a strategy is rehearsed, which would be counted, too.
        Answer first = http.post("/api/races/refund?requests=1&strategy=" + strategy);
        assertThat(first.status()).as(first.body()).isEqualTo(200);
        long before = lastId();
        Answer race =
                http.post("/api/races/refund?requests=" + requests + "&threads=" + threads + "&strategy=" + strategy);
        assertThat(race.status()).as(race.body()).isEqualTo(200);
        assertThat(race.number("failed")).isZero();
        assertThat(race.number("done") + race.number("refused")).isEqualTo(requests);
        assertThat(lastId() - before).isEqualTo((requests + 9) / 10);
        long violations = count(
                """
                select count(*) from refundable_payments p where p.id > ? and p.amount_cents <
                       (select sum(r.amount_cents) from refunds r where r.payment_id = p.id)""",
                before);
        long different = count(
                """
                select count(*) from refundable_payments p where p.id > ? and p.refunded_cents <>
                       (select coalesce(-sum(g.amount_cents), 0) from gateway_bookings g
                         where g.reference = concat('refund-', p.id))""",
                before);
        assertThat(race.number("violations")).isEqualTo(violations);
        assertThat(different).isZero();
        return new Race(violations, race.number("done"));
    }

    private long lastId() {
        return count("select coalesce(max(id), 0) from refundable_payments where id > ?", 0);
    }

    private void assertBooked(String payment, long cents) {
        assertThat(count("select coalesce(sum(amount_cents), 0) from refunds where payment_id = ?", id(payment)))
                .isEqualTo(cents);
        assertThat(count(
                        """
                        select coalesce(-sum(amount_cents), 0) from gateway_bookings
                         where reference = concat('refund-', cast(? as bigint))""",
                        id(payment)))
                .isEqualTo(cents);
    }

    private long count(String sql, long parameter) {
        return database.sql(sql).param(parameter).query(Long.class).single();
    }

    private String newPayment() {
        Answer created = http.post("/api/payments", "{\"amountCents\":1000}");
        assertThat(created.status()).isEqualTo(201);
        assertThat(http.get(created.location()).body()).isEqualTo(created.body());
        return created.location();
    }

    private Answer refund(String payment, String strategy, String body) {
        return http.post(payment + "/refunds?strategy=" + strategy, body);
    }

    private static long id(String payment) {
        return Long.parseLong(payment.substring(payment.lastIndexOf('/') + 1));
    }
}
