package io.github.latchkey.sample.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.latchkey.sample.Http;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.WebElement;

/** Races run by a visitor of the page, in a real browser. */
@Tag("browser")
@TestInstance(Lifecycle.PER_CLASS)
class LabIT {

    private static final String ROWS = "#timeline tbody tr";

    private final Lab lab;
    private final LabPage page;
    private final Http http;

    LabIT(@TempDir Path directory) {
        lab = Lab.open(directory);
        page = lab.page();
        http = lab.http();
    }

    @BeforeEach
    void open() {
        lab.visit();
    }

    @AfterEach
    void nothingWentWrongInTheBrowser() {
        assertThat(lab.complaints()).isEmpty();
    }

    @AfterAll
    void end() {
        lab.close();
    }

    @Test
    void aVisitorSeesWhyTheLockIsThere() {
        page.start("cancel-pay", "none", 200, 32);
        page.awaitEnd();

        assertThat(page.number("#violations")).isPositive();
        assertThat(page.find("#verdict").getDomAttribute("class")).contains("bad");
        assertThat(page.number("#done") + page.number("#refused")).isEqualTo(200);
        assertThat(page.number("#failed")).isZero();
        assertThat(page.all(ROWS)).hasSize(50);
        assertThat(page.all(ROWS + " .span.inside")).hasSizeGreaterThanOrEqualTo(50);
        page.press("#only-broken");
        assertThat(page.all(ROWS)).isNotEmpty().allMatch(row -> String.valueOf(row.getDomAttribute("class"))
                .contains("broken"));
        assertThat(steps()).contains("begun", "read", "remote", "write", "done");
        page.press("#only-broken");
        page.picture("race-lab", 1180);

        page.press("#again");
        page.awaitThat("#strategy", strategy -> "lock".equals(strategy.getDomProperty("value")));
        page.awaitThat("#verdict", verdict -> verdict.getDomAttribute("class").contains("good"));

        assertThat(page.text("#violations")).doesNotContainPattern("[1-9]");
        assertThat(page.number("#done") + page.number("#refused")).isEqualTo(200);
        assertThat(page.number("#done")).isEqualTo(100);
        page.awaitThat(ROWS + " .span.holding", WebElement::isDisplayed);
        assertThat(page.all(ROWS + ".broken")).isEmpty();
        assertThat(page.find("#story").isDisplayed()).isFalse();
        assertThat(page.all("#history-rows tr")).hasSizeGreaterThanOrEqualTo(2);
        page.picture("race-lab-lock", 1500);
    }

    @Test
    void anItemIsSoldOnce() {
        page.start("flash-sale", "lock", 60, 16);
        page.awaitEnd();

        assertThat(page.find("#verdict").getDomAttribute("class")).contains("good");
        assertThat(page.text("[data-extra=orders] dd")).isEqualTo("15");
        assertThat(page.text("[data-extra=remaining] dd")).isEqualTo("0");
    }

    @ParameterizedTest
    @CsvSource({"lock, good, rejected", "lock-unguarded, bad, stale-committed"})
    void aPausedHolderIsRejectedOrDoesDamage(String strategy, String verdict, String end) {
        page.press("#locks summary");
        page.start("long-job", strategy, 10, 16);
        page.awaitPhase("awaiting-fault");
        page.press("#fault-pause-holder");
        // Nine wait here for what the stopped process holds.
        page.awaitThat("#locks-tables table:first-child", away -> away.getText().contains("job:"));
        page.awaitEnd();

        assertThat(page.find("#verdict").getDomAttribute("class")).contains(verdict);
        page.awaitThat("#story", WebElement::isDisplayed);
        assertThat(steps()).containsSubsequence("locked", "stopped", "locked", "resumed", "lost", end);
        assertThat(page.find(ROWS).getDomAttribute("data-end")).isEqualTo(end);
        assertThat(page.all(ROWS + ":first-child .span"))
                .extracting(span -> span.getDomAttribute("class"))
                .contains("span holding", "span stopped", "span stale");
        if (verdict.equals("bad")) {
            assertThat(page.number("[data-extra=damage] dd")).isEqualTo(90);
        }
        page.picture("race-lab-" + strategy + "-paused", 2150);
    }

    @Test
    void redisCanBeKilledUnderTheHolder() {
        page.start("long-job", "lock", 10, 16);
        page.awaitPhase("awaiting-fault");
        page.press("#fault-kill-redis");
        page.awaitEnd();

        assertThat(page.find("#verdict").getDomAttribute("class")).contains("good");
        assertThat(page.all(ROWS + " .line.redis-killed")).isNotEmpty();
        assertThat(steps()).contains("lost", "rejected");
    }

    @Test
    void twoThousandRequestsAreShownPageByPage() {
        page.start("cancel-pay", "lock", 2000, 200);
        page.awaitEnd();

        assertThat(page.number("#done") + page.number("#refused")).isEqualTo(2000);
        assertThat(page.all(ROWS)).hasSize(50);
        page.picture("race-lab-2000", 2250);
    }

    @Test
    void aRaceThatIsGivenUpSaysThatItFailed() {
        page.start("long-job", "lock", 10, 16);
        page.press("#give-up");

        page.awaitPhase("failed");
        assertThat(page.text("#status")).contains("gave the race up");
        assertThat(http.post("/api/races/refund?requests=2").status()).isEqualTo(200);
    }

    @Test
    void aRaceWhoseCallsAreForgottenIsSaidToBe() {
        long first = http.post("/api/races/refund?requests=2").number("id");
        for (int i = 0; i < 10; i++) {
            assertThat(http.post("/api/races/refund?requests=2").status()).isEqualTo(200);
        }
        page.open(http.port());

        page.press("#history-all");
        page.press("#show-" + first);

        page.awaitThat("#run", run -> "forgotten".equals(run.getDomAttribute("data-timeline")));
        assertThat(page.text("#notices")).isNotBlank();
        assertThat(lab.complaints()).singleElement().asString().contains("status of 404");
    }

    @Test
    void anotherRaceIsInTheWayAndCanBeWatched() {
        assertThat(http.post("/api/races/long-job?requests=10&fault=ask&async=true")
                        .status())
                .isEqualTo(202);
        page.open(http.port());

        page.awaitThat("#watch", WebElement::isDisplayed);
        assertThat(page.find("#start").getDomAttribute("aria-disabled")).isEqualTo("true");
        page.press("#watch");
        page.awaitPhase("awaiting-fault");
        page.press("#fault-flush-redis");
        page.awaitEnd();
        assertThat(page.find("#start").getDomAttribute("aria-disabled")).isNotEqualTo("true");
    }

    private List<String> steps() {
        return page.all("#story-steps li").stream()
                .map(step -> String.valueOf(step.getDomAttribute("data-kind")))
                .toList();
    }
}
