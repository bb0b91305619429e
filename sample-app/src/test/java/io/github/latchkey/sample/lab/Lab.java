package io.github.latchkey.sample.lab;

import io.github.latchkey.sample.Http;
import io.github.latchkey.sample.Instance;
import java.nio.file.Path;
import java.util.List;
import java.util.logging.Level;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;

/** A browser before a sample in a process of its own, with a Redis and a database of its own. */
record Lab(LabPage page, Instance instance, Http http) implements AutoCloseable {

    // The cache of the database, which lives in the sample's process, is small: it must be full before memory is
    // compared.
    private static final String DATABASE_SETTINGS = ";AUTO_SERVER=TRUE;LOCK_TIMEOUT=30000;CACHE_SIZE=4096";

    static Lab open(Path directory) {
        ChromeDriver browser = Browser.open(directory.resolve("profile"));
        Instance instance = Instance.launch(
                directory,
                List.of(
                        "--server.port=0",
                        "--sample.redis.port=0",
                        "--spring.datasource.url=jdbc:h2:file:" + directory.resolve("db") + DATABASE_SETTINGS));
        try {
            return new Lab(new LabPage(browser), instance, instance.awaitHttp());
        } catch (RuntimeException e) {
            browser.quit();
            instance.close();
            throw e;
        }
    }

    /** Visits the page on a desktop, in English and light. */
    void visit() {
        page.resize(1280, 1000);
        page.open(http.port());
        page.choose("language", "en");
        page.choose("theme", "light");
    }

    /** Returns what the browser complained of since it was asked. */
    List<String> complaints() {
        return page.browser().manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                .map(LogEntry::getMessage)
                .toList();
    }

    @Override
    public void close() {
        page.browser().quit();
        instance.close();
    }
}
