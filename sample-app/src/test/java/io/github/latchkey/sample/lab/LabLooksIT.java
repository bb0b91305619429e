package io.github.latchkey.sample.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.latchkey.sample.Http;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** What the page looks like and how it is worked, in a real browser. */
@Tag("browser")
@TestInstance(Lifecycle.PER_CLASS)
class LabLooksIT {

    private final Lab lab;
    private final LabPage page;
    private final Http http;

    LabLooksIT(@TempDir Path directory) {
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
    void locksAreShownWhileTheyAreHeldAndWaitedFor() {
        page.press("#locks summary");
        page.awaitThat("#locks-state", state -> !state.getText().isBlank());
        page.start("cancel-pay", "lock", 2000, 200);

        page.awaitThat("#locks-tables", tables -> tables.getText().contains("order-pay"));
        page.awaitEnd();
        page.awaitThat(
                "#locks-tables", tables -> tables.findElements(By.tagName("tr")).isEmpty());
    }

    @Test
    void everythingIsSaidInChineseToo() {
        page.start("cancel-pay", "none", 10, 10);
        page.awaitEnd();
        String english = page.find("main").getText();

        page.choose("language", "zh");

        assertThat(page.find("html").getDomAttribute("lang")).startsWith("zh");
        assertThat(page.text("h1")).containsPattern("\\p{IsHan}");
        assertThat(page.text("#start")).containsPattern("\\p{IsHan}");
        assertThat(page.text("#violations")).containsPattern("\\p{IsHan}");
        assertThat(page.find("main").getText()).isNotEqualTo(english);
        page.choose("theme", "dark");
        page.picture("race-lab-dark-chinese", 1500);
        page.open(http.port());
        assertThat(page.text("h1")).as("after a reload").containsPattern("\\p{IsHan}");
    }

    @Test
    void thePageIsLightOrDark() {
        String background = "return getComputedStyle(document.body).backgroundColor";
        Object light = page.script(background);

        page.choose("theme", "dark");

        assertThat(page.script(background)).isNotEqualTo(light);
    }

    @Test
    void aPhoneShowsAllOfIt() {
        page.resize(390, 844);
        page.start("cancel-pay", "none", 10, 10);
        page.awaitEnd();

        assertThat(page.script("return document.documentElement.scrollWidth")).isEqualTo(390L);
        page.picture("race-lab-phone", 2400);
    }

    @Test
    void limitsAreToldBeforeOneHitsThem() {
        int before = http.get("/api/races").objects().size();

        assertThat(page.text("#requests-hint")).contains("2,000");
        assertThat(page.text("#threads-hint")).contains("200");
        page.enter("requests", "2001");
        page.press("#start");

        assertThat(page.find("#requests").getDomAttribute("aria-invalid")).isEqualTo("true");
        assertThat(page.text("#requests-wrong")).contains("2,000");
        assertThat(focused().getDomAttribute("id")).isEqualTo("requests");
        assertThat(http.get("/api/races").objects()).hasSize(before);
    }

    @Test
    void theKeyboardIsEnough() {
        page.choose("case", "refund");
        page.enter("requests", "20");
        page.find("#instances").sendKeys(Keys.TAB);
        for (int i = 0; i < 10 && !"start".equals(focused().getDomAttribute("id")); i++) {
            focused().sendKeys(Keys.TAB);
        }
        assertThat(focused().getDomAttribute("id")).isEqualTo("start");
        focused().sendKeys(Keys.ENTER);
        page.awaitEnd();

        assertThat(page.number("#done") + page.number("#refused")).isEqualTo(20);
        page.find("#timeline tbody button").sendKeys(Keys.ENTER);
        page.awaitThat("#timeline tbody .details", details -> !details.getText().isBlank());
        page.find("#history-rows button").sendKeys(Keys.SPACE);
        page.awaitEnd();
    }

    @Test
    void nothingIsLoadedFromOutside() {
        assertThat(page.script("return performance.getEntriesByType('resource')"
                        + ".every(entry => new URL(entry.name).origin === location.origin)"))
                .isEqualTo(true);
        assertThat(page.script("return typeof Chart")).isEqualTo("function");
    }

    private WebElement focused() {
        return page.browser().switchTo().activeElement();
    }
}
