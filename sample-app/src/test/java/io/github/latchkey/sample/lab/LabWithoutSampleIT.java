package io.github.latchkey.sample.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.latchkey.sample.Http;
import io.github.latchkey.sample.Instance;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;

/** What a page says whose sample has gone. */
class LabWithoutSampleIT {

    @Test
    void aLostConnectionIsSaidAndWhatWasSeenStays(@TempDir Path directory) {
        ChromeDriver browser = Browser.open(directory.resolve("profile"));
        try (Instance instance = Instance.launch(
                directory,
                List.of("--server.port=0", "--sample.redis.port=0", "--spring.datasource.url=jdbc:h2:mem:gone"))) {
            Http http = instance.awaitHttp();
            LabPage page = new LabPage(browser);
            page.open(http.port());
            assertThat(page.find("#history-empty").isDisplayed()).isTrue();
            page.start("refund", "lock", 20, 8);
            page.awaitEnd();
            page.start("cancel-pay", "lock", 2000, 4);
            page.awaitPhase("running");

            instance.kill();

            page.awaitThat(".notice.lost", WebElement::isDisplayed);
            page.awaitThat("#silent", WebElement::isDisplayed);
            assertThat(page.all("#history-rows tr")).isNotEmpty();
        } finally {
            browser.quit();
        }
    }
}
