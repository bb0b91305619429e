package io.github.latchkey.sample;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.boot.json.JsonParser;
import org.springframework.boot.json.JsonParserFactory;

/** A client of one instance of the sample. */
public record Http(int port) {

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private static final Pattern VALUE = Pattern.compile("\"statistic\":\"VALUE\",\"value\":([0-9.E]+)");
    // Spring Boot's own, since the sample runs with Jackson 2 and 3.
    private static final JsonParser JSON = JsonParserFactory.getJsonParser();

    /** What came back. */
    public record Answer(int status, String contentType, String location, String body) {

        /** Returns a field of the JSON. */
        public String text(String field) {
            return (String) value(field);
        }

        /** Returns a number of the JSON. */
        public long number(String field) {
            return ((Number) value(field)).longValue();
        }

        /** Returns all fields of the JSON. */
        public Map<String, Object> fields() {
            return JSON.parseMap(body);
        }

        /** Returns the objects that the JSON lists. */
        @SuppressWarnings("unchecked")
        public List<Map<String, Object>> objects() {
            return JSON.parseList(body).stream()
                    .map(object -> (Map<String, Object>) object)
                    .toList();
        }

        private Object value(String field) {
            Map<String, Object> fields = fields();
            if (!fields.containsKey(field)) {
                throw new AssertionError("no " + field + " in " + body);
            }
            return fields.get(field);
        }
    }

    /** Reads. */
    public Answer get(String path) {
        return send(HttpRequest.newBuilder(uri(path)).GET());
    }

    /** Posts nothing. */
    public Answer post(String path) {
        return send(HttpRequest.newBuilder(uri(path)).POST(BodyPublishers.noBody()));
    }

    /** Deletes. */
    public Answer delete(String path) {
        return send(HttpRequest.newBuilder(uri(path)).DELETE());
    }

    /** Posts JSON. */
    public Answer post(String path, String json) {
        return send(HttpRequest.newBuilder(uri(path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json)));
    }

    /** Returns the value of a gauge. */
    public double metric(String name) {
        String body = get("/actuator/metrics/" + name).body();
        Matcher value = VALUE.matcher(body);
        if (!value.find()) {
            throw new AssertionError(body);
        }
        return Double.parseDouble(value.group(1));
    }

    /** Creates an order and returns its id. */
    public long newOrder() {
        return post("/api/orders", "{\"amountCents\":1999}").number("id");
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    private static Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response =
                    CLIENT.send(request.timeout(Duration.ofMinutes(2)).build(), BodyHandlers.ofString());
            return new Answer(
                    response.statusCode(),
                    response.headers().firstValue("Content-Type").orElse(""),
                    response.headers().firstValue("Location").orElse(""),
                    response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
