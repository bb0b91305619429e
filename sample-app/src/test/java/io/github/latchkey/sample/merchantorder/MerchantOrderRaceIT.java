package io.github.latchkey.sample.merchantorder;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.latchkey.sample.Http;
import io.github.latchkey.sample.Http.Answer;
import io.github.latchkey.sample.SampleTest;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

@SampleTest
class MerchantOrderRaceIT {

    private final JdbcClient jdbc;
    private Http http = new Http(0);

    @Autowired
    MerchantOrderRaceIT(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @BeforeEach
    void connect(@LocalServerPort int port) {
        http = new Http(port);
    }

    @ParameterizedTest
    @CsvSource({"lock, 10, 10", "lock, 200, 100", "optimistic, 10, 10", "optimistic, 200, 100"})
    void thereIsOneOrderOfEachNumber(String strategy, int requests, int threads) {
        Answer race = race(strategy, requests, threads);

        assertThat(race.number("violations")).as(race.body()).isZero();
        assertThat(race.number("failed")).as(race.body()).isZero();
        assertThat(race.number("done")).as(race.body()).isEqualTo(requests / 10);
        assertThat(race.number("refused")).as(race.body()).isEqualTo(requests - requests / 10);
        assertThat(ordersOfEachNumber(race)).hasSize(requests / 10).containsOnly(1L);
    }

    @ParameterizedTest
    @CsvSource({"10, 10", "200, 100"})
    void withTheLockDuplicatesAreRefusedWithoutAskingTheDatabase(int requests, int threads) {
        Answer locked = race("lock", requests, threads);
        assertThat(locked.number("queriesOfRefused")).as(locked.body()).isZero();
        // Each of those that are taken looks, and writes.
        assertThat(locked.number("queries")).as(locked.body()).isEqualTo(2 * requests / 10);

        Answer optimistic = race("optimistic", requests, threads);
        assertThat(optimistic.number("queriesOfRefused")).as(optimistic.body()).isEqualTo(optimistic.number("refused"));
    }

    @ParameterizedTest
    @CsvSource({"10, 10", "200, 100"})
    void withoutALockThereAreSeveralOrdersOfOneNumber(int requests, int threads) {
        Answer race = race("none", requests, threads);

        assertThat(race.number("violations")).as(race.body()).isPositive();
        assertThat(ordersOfEachNumber(race)).hasSize(requests / 10).anyMatch(orders -> orders > 1);
    }

    private Answer race(String strategy, int requests, int threads) {
        Answer answer = http.post(
                "/api/races/merchant-order?strategy=" + strategy + "&requests=" + requests + "&threads=" + threads);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer;
    }

    private List<Long> ordersOfEachNumber(Answer race) {
        return jdbc.sql("select count(*) from merchant_orders where merchant_id = ? group by out_trade_no")
                .param(race.number("merchant"))
                .query(Long.class)
                .list();
    }
}
