package io.github.latchkey.sample.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.latchkey.sample.Http;
import io.github.latchkey.sample.Instance;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;

/** What a page says whose sample takes long, has gone, and comes back. */
@Tag("browser")
class LabWithoutSampleIT {

    private final Path directory;
    private final ChromeDriver browser;
    private final LabPage page;

    LabWithoutSampleIT(@TempDir Path directory) {
        this.directory = directory;
        browser = Browser.open(directory.resolve("profile"));
        page = new LabPage(browser);
    }

    @AfterEach
    void quit() {
        browser.quit();
    }

    @Test
    void aRaceThatTakesLongAndASampleThatGoesAreSaidToBe() {
        int port = Instance.freePort();
        try (Instance instance = launch(port)) {
            Http unused = instance.awaitHttp();
            page.open(port);
            assertThat(page.find("#history-empty").isDisplayed()).isTrue();
            // One caller needs about half a minute.
            page.start("cancel-pay", "lock", 2000, 1);
            page.awaitThat(".notice.long", WebElement::isDisplayed);

            instance.kill();

            page.awaitThat(".notice.lost", WebElement::isDisplayed);
            page.awaitThat("#silent", WebElement::isDisplayed);
            assertThat(page.number("#done") + page.number("#refused"))
                    .as("what was seen stays")
                    .isPositive();
        }
        try (Instance again = launch(port)) {
            Http unused = again.awaitHttp();

            page.awaitPhase("gone");
            page.awaitThat("#silent", banner -> !banner.isDisplayed());
        }
    }

    @Test
    void aStartThatIsNotAnsweredCanBeTriedAgain() {
        int port = Instance.freePort();
        try (Instance instance = launch(port)) {
            Http unused = instance.awaitHttp();
            page.open(port);
            instance.kill();
        }

        page.start("refund", "lock", 20, 4);

        page.awaitThat("#try-again", WebElement::isDisplayed);
        assertThat(page.text("#start-reason")).isNotBlank();
        try (Instance again = launch(port)) {
            Http unused = again.awaitHttp();
            page.press("#try-again");
            page.awaitEnd();
        }
    }

    private Instance launch(int port) {
        return Instance.launch(
                directory,
                List.of("--server.port=" + port, "--sample.redis.port=0", "--spring.datasource.url=jdbc:h2:mem:gone"));
    }
}
