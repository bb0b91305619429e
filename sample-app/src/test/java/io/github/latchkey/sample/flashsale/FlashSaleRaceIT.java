package io.github.latchkey.sample.flashsale;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.latchkey.sample.Http;
import io.github.latchkey.sample.Http.Answer;
import io.github.latchkey.sample.SampleTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

@SampleTest
class FlashSaleRaceIT {

    private final JdbcClient jdbc;
    private Http http = new Http(0);

    @Autowired
    FlashSaleRaceIT(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @BeforeEach
    void connect(@LocalServerPort int port) {
        http = new Http(port);
    }

    @ParameterizedTest
    @CsvSource({
        "lock, 10, 10",
        "lock, 200, 100",
        "pessimistic, 10, 10",
        "pessimistic, 200, 100",
        "optimistic, 10, 10",
        "optimistic, 200, 100"
    })
    void noUserGetsTwoAndNoItemIsSoldTwice(String strategy, int requests, int threads) {
        Answer race = race(strategy, requests, threads);

        long item = race.number("item");
        long stock = requests / 4;
        assertThat(race.number("violations")).as(race.body()).isZero();
        assertThat(race.number("failed")).as(race.body()).isZero();
        assertThat(race.number("done")).as(race.body()).isEqualTo(stock);
        assertThat(orders(item)).isEqualTo(stock);
        assertThat(buyers(item)).isEqualTo(stock);
        assertThat(remaining(item)).isZero();
    }

    @ParameterizedTest
    @CsvSource({"10, 10", "200, 100"})
    void withoutALockMoreIsSoldThanThereIs(int requests, int threads) {
        Answer race = race("none", requests, threads);

        long item = race.number("item");
        assertThat(race.number("violations")).as(race.body()).isPositive();
        assertThat(race.number("oversold")).isEqualTo(Math.max(orders(item) - requests / 4, 0));
        assertThat(orders(item) > requests / 4 || buyers(item) < orders(item)).isTrue();
    }

    @Test
    void aRaceOfOneRequestSellsOneItem() {
        Answer race = race("lock", 1, 1);

        assertThat(race.number("violations")).isZero();
        assertThat(race.number("stock")).isEqualTo(1);
        assertThat(race.number("orders")).isEqualTo(1);
    }

    private Answer race(String strategy, int requests, int threads) {
        Answer answer = http.post(
                "/api/races/flash-sale?strategy=" + strategy + "&requests=" + requests + "&threads=" + threads);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer;
    }

    private long orders(long item) {
        return count("select count(*) from sale_orders where item_id = ?", item);
    }

    private long buyers(long item) {
        return count("select count(distinct user_id) from sale_orders where item_id = ?", item);
    }

    private long remaining(long item) {
        return count("select remaining from sale_items where id = ?", item);
    }

    private long count(String sql, long item) {
        return jdbc.sql(sql).param(item).query(Long.class).single();
    }
}
