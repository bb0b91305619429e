package io.github.latchkey.sample.lab;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** The Chromium of the system, without a window. */
final class Browser {

    private Browser() {}

    /** Opens one with a profile of its own; skips the test where there is none. */
    static ChromeDriver open(Path profile) {
        Path browser = orSkip(find("chromium", "chromium-browser", "google-chrome"), "Chromium");
        Path driver = orSkip(find("chromedriver"), "chromedriver");
        ChromeOptions options = new ChromeOptions()
                .setBinary(browser.toFile())
                .addArguments(
                        "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-quic")
                .addArguments("--no-first-run", "--disable-background-networking", "--disable-component-update")
                .addArguments(
                        "--disable-sync",
                        "--force-prefers-reduced-motion",
                        "--hide-scrollbars",
                        "--lang=en",
                        "--user-data-dir=" + profile);
        options.setExperimentalOption("prefs", Map.of("intl.accept_languages", "en"));
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
        // With both named, nothing is looked for elsewhere.
        return new ChromeDriver(
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(driver.toFile())
                        .usingAnyFreePort()
                        .build(),
                options);
    }

    private static Path orSkip(Optional<Path> program, String name) {
        Assumptions.assumeTrue(
                program.isPresent(), name + " is not on the PATH; Debian's packages are chromium, chromium-driver");
        return program.orElseThrow();
    }

    private static Optional<Path> find(String... names) {
        String[] folders = System.getenv().getOrDefault("PATH", "").split(File.pathSeparator);
        return Arrays.stream(names)
                .flatMap(name -> Stream.of(folders).map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
