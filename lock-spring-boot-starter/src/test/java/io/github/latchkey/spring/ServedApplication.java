package io.github.latchkey.spring;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.json.JsonParserFactory;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

/** A whole application on a port of its own, with all of Actuator, as a person with a browser sees it. */
public final class ServedApplication implements AutoCloseable {

    private static final List<String> SETTINGS = List.of(
            "server.port=0",
            "server.address=127.0.0.1",
            "spring.main.banner-mode=off",
            "management.endpoints.web.exposure.include=*",
            "management.endpoint.health.show-details=always",
            // Spring Security is on the class path by half, for its annotations only.
            "spring.autoconfigure.exclude=" + securityOfTheWeb());

    private final ConfigurableApplicationContext context;
    private final HttpClient http = HttpClient.newHttpClient();

    private ServedApplication(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /** An answer: its status, and its body as it came. */
    public record Answer(int status, String body) {

        /** Returns the body, which is a JSON object. */
        public Map<String, Object> json() {
            return JsonParserFactory.getJsonParser().parseMap(body);
        }

        /** Returns a list in the body. */
        @SuppressWarnings("unchecked")
        public List<Map<String, Object>> list(String name) {
            return (List<Map<String, Object>>) Objects.requireNonNull(json().get(name));
        }

        /** Returns an object in the body. */
        @SuppressWarnings("unchecked")
        public Map<String, Object> object(String name) {
            return (Map<String, Object>) Objects.requireNonNull(json().get(name));
        }
    }

    /** Starts an application with more settings, and more sources of beans. */
    public static ServedApplication start(String[] settings, Class<?>... beans) {
        return new ServedApplication(new SpringApplicationBuilder(Everything.class)
                .sources(beans)
                .properties(Stream.concat(SETTINGS.stream(), Arrays.stream(settings))
                        .toArray(String[]::new))
                .run());
    }

    /** Returns a bean of the application. */
    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /** Asks for a path, which is encoded. */
    public Answer get(String path) {
        return send("GET", path);
    }

    /** Deletes a path, which is encoded. */
    public Answer delete(String path) {
        return send("DELETE", path);
    }

    @Override
    public void close() {
        context.close();
    }

    private Answer send(String method, String path) {
        URI uri = URI.create("http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port") + path);
        try {
            HttpResponse<String> response = http.send(
                    HttpRequest.newBuilder(uri)
                            .method(method, HttpRequest.BodyPublishers.noBody())
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String securityOfTheWeb() {
        return BootConfigurations.all(name -> name.contains(".security.")).stream()
                .map(Class::getName)
                .collect(Collectors.joining(","));
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Everything {}
}
