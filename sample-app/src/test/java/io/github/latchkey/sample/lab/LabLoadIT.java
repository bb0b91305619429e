package io.github.latchkey.sample.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.latchkey.sample.Http;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.WebElement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Fifty races of 2,000 requests with the page open: what they do to the page, to the server, and to each other. */
@Tag("cases")
class LabLoadIT {

    private static final Logger log = LoggerFactory.getLogger(LabLoadIT.class);
    private static final int RACES = 50;
    private static final int RACES_BETWEEN_LOOKS = 10;
    private static final String NOTE_LONG_TASKS =
            """
            window.tasks = [];
            new PerformanceObserver(list => list.getEntries().forEach(entry => window.tasks.push(entry.duration)))
                .observe({type: 'longtask', buffered: true});""";

    @Test
    void thePageStaysResponsiveAndStallsNoRace(@TempDir Path directory) {
        try (Lab lab = Lab.open(directory)) {
            Http http = lab.http();
            LabPage page = lab.page();
            lab.visit();
            page.browser().executeScript(NOTE_LONG_TASKS);
            List<Double> megabytes = new ArrayList<>();
            for (int i = 1; i <= RACES; i++) {
                if (i == 1) {
                    page.start("cancel-pay", "lock", 2000, 100);
                } else {
                    page.awaitThat("#again", WebElement::isDisplayed);
                    page.press("#again");
                }
                awaitRaces(http, i);
                page.awaitEnd();
                if (i % RACES_BETWEEN_LOOKS == 0) {
                    megabytes.add(lab.instance().heapAfterCollection(http));
                }
            }
            List<Double> watched = perSecondWithLock(http);
            List<Double> tasks = ((List<?>) page.script("return window.tasks"))
                    .stream().map(task -> ((Number) task).doubleValue()).toList();
            page.browser().get("about:blank");
            for (int i = 0; i < 10; i++) {
                assertThat(http.post("/api/races/cancel-pay?requests=2000&threads=100")
                                .status())
                        .isEqualTo(200);
            }
            List<Double> alone = perSecondWithLock(http).subList(0, 10);
            double longest =
                    tasks.stream().mapToDouble(Double::doubleValue).max().orElse(0);
            log.info("Heap after each tenth race: {} MB", megabytes);
            log.info("Tasks over 50 ms in the browser: {}, the longest {} ms", tasks.size(), longest);
            log.info("Calls per second with the page open {}, without it {}", median(watched), median(alone));

            assertThat(longest).isLessThan(200);
            // The browser works on the same processors.
            assertThat(median(watched) / median(alone)).isGreaterThan(0.5);
            assertThat(megabytes.get(megabytes.size() - 1)).isLessThan(megabytes.get(0) + 2);
        }
    }

    private static void awaitRaces(Http http, int count) {
        await().atMost(Duration.ofMinutes(1))
                .until(() -> http.get("/api/races").objects().stream()
                                .filter(race -> "DONE".equals(race.get("state")))
                                .count()
                        == count);
    }

    // The newest first.
    private static List<Double> perSecondWithLock(Http http) {
        return http.get("/api/races").objects().stream()
                .filter(race -> "lock".equals(race.get("strategy")))
                .map(race -> Double.valueOf(String.valueOf(race.get("perSecond"))))
                .toList();
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
    }
}
