package io.github.latchkey.sample.flashsale;

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
class SaleApiIT {

    private Http http = new Http(0);

    @BeforeEach
    void connect(@LocalServerPort int port) {
        http = new Http(port);
    }

    @Test
    void aSaleIsCreatedAndCanBeReadAtItsLocation() {
        Answer created = http.post("/api/sales", "{\"stock\":10}");

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.location()).isEqualTo("/api/sales/" + created.number("id"));
        assertThat(created.number("stock")).isEqualTo(10);
        assertThat(created.number("remaining")).isEqualTo(10);
        assertThat(http.get(created.location()).body()).isEqualTo(created.body());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "&strategy=none", "&strategy=lock", "&strategy=pessimistic", "&strategy=optimistic"})
    void aUserGetsOneItemAndNobodyGetsMoreThanThereAre(String strategy) {
        String sale = newSale(2);

        Answer ordered = http.post(sale + "/orders?userId=1" + strategy);
        assertThat(ordered.status()).as(ordered.body()).isEqualTo(201);
        assertThat(sale).endsWith("/" + ordered.number("itemId"));
        assertThat(ordered.number("userId")).isEqualTo(1);
        assertThat(http.get(sale).number("remaining")).isEqualTo(1);

        assertProblem(
                http.post(sale + "/orders?userId=1" + strategy),
                409,
                "urn:sample:already-ordered",
                "User 1 has ordered");
        assertThat(http.post(sale + "/orders?userId=2" + strategy).status()).isEqualTo(201);
        assertProblem(
                http.post(sale + "/orders?userId=3" + strategy), 409, "urn:sample:sold-out", "sold out; there were 2.");
        assertThat(http.get(sale).number("remaining")).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    {"stock":0}       | stock is 0, but must be from 1 to 1000000.
                    {"stock":1000001} | stock is 1000001, but must be from 1 to 1000000.
                    {}                | stock is missing; give a number from 1 to 1000000.
                    {"stock":"many"}  | The body must be JSON with stock (a whole number).
                    """)
    void aBadSaleIsRefusedWithTheReason(String body, String detail) {
        assertProblem(http.post("/api/sales", body), 400, "urn:sample:invalid-request", detail);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    /orders                        | userId is missing; give a number from 1 to
                    /orders?userId=0               | userId is 0, but must be from 1 to
                    /orders?userId=me              | userId is 'me', but must be a whole number.
                    /orders?userId=1&strategy=hope | strategy is 'hope', but must be 'none', 'lock', 'pessimistic' or 'optimistic'.
                    """)
    void aBadOrderIsRefusedWithTheReason(String path, String detail) {
        assertProblem(http.post(newSale(1) + path), 400, "urn:sample:invalid-request", detail);
    }

    @Test
    void anUnknownSaleIsNotFound() {
        assertProblem(http.get("/api/sales/999999999"), 404, "urn:sample:unknown-sale", "no sale 999999999");
        assertProblem(
                http.post("/api/sales/999999999/orders?userId=1"), 404, "urn:sample:unknown-sale", "no sale 999999999");
    }

    private String newSale(long stock) {
        return http.post("/api/sales", "{\"stock\":" + stock + "}").location();
    }
}
