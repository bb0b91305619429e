package io.github.latchkey.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.json.JsonParserFactory;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The dashboard, as JSON text, against what the sample measures. */
@SampleTest
class DashboardIT {

    private static final Pattern QUERY = Pattern.compile("\"(?:expr|definition)\": \"(.*)\"");
    private static final Pattern METRIC = Pattern.compile("\\b(?:latchkey|http)_\\w+");
    private static final Pattern MEASURED = Pattern.compile("(?m)^(\\w+)[{ ]");
    private static final Pattern SOURCE = Pattern.compile("\"type\": \"prometheus\",\\s+\"uid\": \"(.*)\"");

    private Http http = new Http(0);

    @BeforeEach
    void connect(@LocalServerPort int port) {
        http = new Http(port);
    }

    @Test
    void whatTheDashboardShowsIsMeasured() throws IOException {
        assertThat(http.post("/api/races/cancel-pay?orders=50").status()).isEqualTo(200);
        String metrics = http.get(setting("prometheus.yml", "metrics_path")).body();

        String queries = String.join("\n", find(QUERY, dashboard(), 1));

        assertThat(find(METRIC, queries, 0)).hasSizeGreaterThan(8).isSubsetOf(find(MEASURED, metrics, 1));
    }

    @Test
    void theDashboardReadsFromTheSourceThatIsProvided() throws IOException {
        assertThat(JsonParserFactory.getJsonParser().parseMap(dashboard())).containsEntry("title", "Latchkey locks");
        assertThat(find(SOURCE, dashboard(), 1)).containsExactly(setting("grafana/datasources/prometheus.yml", "uid"));
    }

    private static String dashboard() throws IOException {
        return read("grafana/dashboards/locks.json");
    }

    private static String setting(String file, String key) throws IOException {
        return find(Pattern.compile(key + ": (\\S+)"), read(file), 1).iterator().next();
    }

    private static Set<String> find(Pattern pattern, String text, int group) {
        return pattern.matcher(text)
                .results()
                .map(found -> found.group(group))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    // The same tests are run from another module, on Spring Boot 3.5.
    private static String read(String file) throws IOException {
        Path root = Path.of("").toAbsolutePath();
        while (!Files.exists(root.resolve("compose.yaml"))) {
            root = Objects.requireNonNull(root.getParent());
        }
        return Files.readString(root.resolve("sample-app/observability").resolve(file));
    }
}
