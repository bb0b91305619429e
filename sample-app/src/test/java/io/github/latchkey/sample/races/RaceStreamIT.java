package io.github.latchkey.sample.races;

import static io.github.latchkey.sample.Problems.assertProblem;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.latchkey.sample.Http;
import io.github.latchkey.sample.SampleTest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.json.JsonParserFactory;
import org.springframework.boot.test.web.server.LocalServerPort;

@SampleTest
class RaceStreamIT {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private Http http = new Http(0);

    @BeforeEach
    void connect(@LocalServerPort int port) {
        http = new Http(port);
    }

    @Test
    void aRaceIsToldFromItsFirstCallToItsEnd() throws Exception {
        String race = http.post("/api/races/cancel-pay?async=true&requests=600&strategy=none")
                .location();

        List<String> lines = lines(race, "0").toList();

        assertThat(lines).filteredOn("event:progress"::equals).hasSizeGreaterThan(2);
        assertThat(lines).filteredOn("event:over"::equals).hasSize(1);
        assertThat(calls(lines)).hasSize(600).doesNotHaveDuplicates();
        assertThat(lines.get(lines.size() - 1).isEmpty() ? lines.get(lines.size() - 2) : lines.get(lines.size() - 1))
                .contains("\"state\":\"DONE\"");
    }

    @Test
    void aStreamThatBrokeGoesOnWhereItWas() throws Exception {
        String race = http.post("/api/races/refund?async=true&requests=600").location();
        List<String> all = lines(race, "0").toList();

        List<String> rest = lines(race, "550").toList();

        assertThat(calls(all)).hasSize(600);
        assertThat(calls(rest)).hasSize(50).isSubsetOf(calls(all));
        assertThat(calls(lines(race, "600").toList())).isEmpty();
    }

    @Test
    void pagesThatDoNotReadHoldUpNobodyAndLeaveTheirPlaces() {
        String race =
                http.post("/api/races/cancel-pay?async=true&requests=2000").location();
        List<HttpResponse<InputStream>> silent =
                Stream.generate(() -> open(race, "0")).limit(32).toList();
        assertThat(open(race, "0").statusCode()).isEqualTo(503);

        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .until(() -> http.get(race).text("state").equals("DONE"));

        assertThat(http.get(race).number("violations")).isZero();
        for (HttpResponse<InputStream> response : silent) {
            assertThat(response.statusCode()).isEqualTo(200);
            close(response);
        }
        // Whoever has closed its page, leaves its place.
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> open(race, "0").statusCode() == 200);
    }

    @Test
    void anUnknownRaceIsNotStreamed() {
        assertProblem(
                http.get("/api/races/999999/events"),
                404,
                "urn:sample:no-race",
                "The calls of race 999999 are not kept");
    }

    private static void close(HttpResponse<InputStream> response) {
        try {
            response.body().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Object> calls(List<String> lines) {
        return lines.stream()
                .filter(line -> line.startsWith("data:") && line.contains("\"traces\""))
                .map(line -> JsonParserFactory.getJsonParser().parseMap(line.substring("data:".length())))
                .flatMap(progress -> ((List<?>) Objects.requireNonNull(progress.get("traces"))).stream())
                .map(trace -> ((Map<?, ?>) trace).get("call"))
                .map(Object.class::cast)
                .toList();
    }

    private Stream<String> lines(String race, String from) {
        return new BufferedReader(new InputStreamReader(open(race, from).body(), UTF_8)).lines();
    }

    private HttpResponse<InputStream> open(String race, String from) {
        try {
            return CLIENT.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + http.port() + race + "/events"))
                            .header("Last-Event-ID", from)
                            .timeout(Duration.ofMinutes(1))
                            .build(),
                    BodyHandlers.ofInputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
