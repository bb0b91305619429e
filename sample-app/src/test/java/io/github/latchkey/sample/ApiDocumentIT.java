package io.github.latchkey.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.json.JsonParserFactory;
import org.springframework.boot.test.web.server.LocalServerPort;

@SampleTest
class ApiDocumentIT {

    private Map<String, Object> document = Map.of();

    @BeforeEach
    void read(@LocalServerPort int port) {
        Http.Answer answer = new Http(port).get("/v3/api-docs");
        assertThat(answer.status()).isEqualTo(200);
        document = JsonParserFactory.getJsonParser().parseMap(answer.body());
    }

    @Test
    void itSaysWhatItIs() {
        assertThat(at(document, "info"))
                .containsEntry("title", "Latchkey sample")
                .containsKeys("version", "description");
    }

    @Test
    void aRaceIsDescribedWithItsLimitsAndAnswers() {
        Map<String, Object> race = at(document, "paths", "/api/races/{case}", "post");

        assertThat(race).containsKey("summary");
        assertThat(at(race, "responses")).containsOnlyKeys("200", "202", "400", "404", "408", "409", "502");
        assertThat(at(race, "responses", "409", "content")).containsOnlyKeys("application/problem+json");
        assertThat(parameters(race))
                .extracting(parameter -> parameter.get("name"))
                .containsExactly(
                        "case", "requests", "orders", "users", "threads", "strategy", "instances", "fault", "async");
        assertThat(parameters(race))
                .allSatisfy(parameter -> assertThat(parameter).containsKey("description"));
        assertThat(at(parameters(race).get(4), "schema"))
                .containsEntry("minimum", 1)
                .containsEntry("maximum", 256)
                .extractingByKey("default")
                .hasToString("16");
    }

    @Test
    void allOperationsHaveSummaries() {
        Map<String, Object> paths = at(document, "paths");

        assertThat(paths)
                .containsKeys("/api/cases", "/api/instances", "/api/orders", "/api/sales", "/api/merchant-orders")
                .containsKeys("/api/payments", "/api/pending-payments", "/api/main-orders", "/api/long-jobs")
                .containsKeys("/api/scheduled-runs", "/api/races/{case}")
                .doesNotContainKey("/api/races/shares");
        paths.forEach((path, methods) ->
                at(methods).forEach((method, operation) -> check(method + " " + path, at(operation))));
    }

    private static void check(String name, Map<String, Object> operation) {
        assertThat(operation).as(name).containsKey("summary");
        assertThat(String.valueOf(operation.get("tags"))).as(name).doesNotContain("-controller");
        if (name.contains("{")) {
            assertThat(at(operation, "responses")).as(name).containsKey("404");
        }
        if (name.startsWith("post")
                && String.valueOf(operation.get("parameters")).contains("strategy")) {
            assertThat(at(operation, "responses")).as(name).containsKeys("400", "409");
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> at(Object json, String... path) {
        Map<String, Object> found = (Map<String, Object>) json;
        for (String key : path) {
            assertThat(found).containsKey(key);
            found = (Map<String, Object>) Objects.requireNonNull(found.get(key));
        }
        return found;
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> parameters(Map<String, Object> operation) {
        return (List<Map<String, Object>>) Objects.requireNonNull(operation.get("parameters"));
    }
}
