package io.github.latchkey.sample.flashsale;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SaleRecordTest {

    @ParameterizedTest
    @CsvSource({
        // stock, remaining, users, orders, buyers, repeat buyers: violations
        "5, 0, 10, 5, 5, 0, 0",
        "5, 2, 3, 3, 3, 0, 0",
        // seven sold of five
        "5, 0, 10, 7, 7, 0, 2",
        // one user has two
        "5, 0, 10, 5, 4, 1, 1",
        // the stock forgot two orders
        "5, 2, 10, 5, 5, 0, 2",
        // a user was forgotten, with items left
        "5, 3, 3, 2, 2, 0, 1",
        // an item is gone without an order
        "5, 0, 10, 4, 4, 0, 2"
    })
    void eachBrokenRuleCounts(
            long stock, long remaining, long users, long orders, long buyers, long repeatBuyers, long violations) {
        SaleRecord sale = new SaleRecord(stock, remaining, users, orders, buyers, repeatBuyers);

        assertThat(sale.violations()).isEqualTo(violations);
    }
}
