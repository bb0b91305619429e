package io.github.latchkey.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.latchkey.sample.Http.Answer;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

@SampleTest
class PageIT {

    private static final Pattern LOADED = Pattern.compile("(?:src|href)=\"([^#\"]+)\"");
    private static final Pattern IMPORTED = Pattern.compile("^import (?:.* from )?'([^']+)';", Pattern.MULTILINE);
    private static final Pattern TEXT = Pattern.compile("^ *'([\\w.+-]+)':|, '([\\w.+-]+)':", Pattern.MULTILINE);

    private Http http = new Http(0);

    @BeforeEach
    void connect(@LocalServerPort int port) {
        http = new Http(port);
    }

    @Test
    void thePageMayLoadNothingFromOutside() {
        Answer page = http.get("/");

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.contentType()).startsWith("text/html");
        assertThat(page.body())
                .contains("\"default-src 'self';")
                .doesNotContain("<script>", "style=", "http://", "https://");
    }

    @Test
    void allThatThePageLoadsIsThere() {
        Map<String, Answer> loaded = everything();

        assertThat(loaded).containsKeys("/webjars/chart.js/dist/chart.umd.min.js", "/lab/lab.css", "/lab/text/zh.js");
        loaded.forEach((path, answer) -> assertThat(answer.status()).as(path).isEqualTo(200));
    }

    @Test
    void bothLanguagesHaveTheSameTexts() {
        assertThat(texts("/lab/text/zh.js")).isEqualTo(texts("/lab/text/en.js")).hasSizeGreaterThan(100);
        assertThat(texts("/lab/text/zh-cases.js"))
                .isEqualTo(texts("/lab/text/en-cases.js"))
                .hasSizeGreaterThan(50);
    }

    private List<String> texts(String path) {
        return TEXT.matcher(http.get(path).body())
                .results()
                .map(key -> key.group(1) == null ? key.group(2) : key.group(1))
                .sorted()
                .toList();
    }

    /** Reads the page and what it loads, as a browser does. */
    private Map<String, Answer> everything() {
        Map<String, Answer> read = new LinkedHashMap<>();
        Deque<String> due =
                new ArrayDeque<>(references(LOADED, "/", http.get("/").body()));
        while (!due.isEmpty()) {
            String path = due.remove();
            if (!read.containsKey(path)) {
                Answer answer = http.get(path);
                read.put(path, answer);
                due.addAll(references(IMPORTED, path, answer.body()));
            }
        }
        return read;
    }

    private static List<String> references(Pattern pattern, String from, String body) {
        return pattern.matcher(body)
                .results()
                .map((MatchResult found) ->
                        URI.create(from).resolve(found.group(1)).toString())
                .toList();
    }
}
