package io.github.latchkey.sample.lab;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.support.ui.Select;

/** The Race Lab, as a visitor sees and works it. */
record LabPage(ChromeDriver browser) {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    // The README's images are made by -Dlab.images=../docs/images.
    private static final Path IMAGES = Path.of(System.getProperty("lab.images", "target/lab-images"));

    void open(int port) {
        browser.get("http://127.0.0.1:" + port + "/");
        await().atMost(PATIENCE).until(() -> !choices("case").isEmpty());
    }

    WebElement find(String css) {
        return browser.findElement(By.cssSelector(css));
    }

    List<WebElement> all(String css) {
        return browser.findElements(By.cssSelector(css));
    }

    String text(String css) {
        return find(css).getText();
    }

    long number(String css) {
        return Long.parseLong(text(css).replaceAll("[^0-9]", ""));
    }

    List<String> choices(String select) {
        return all("#" + select + " option").stream()
                .map(option -> String.valueOf(option.getDomAttribute("value")))
                .toList();
    }

    void choose(String select, String value) {
        new Select(find("#" + select)).selectByValue(value);
    }

    void enter(String field, String value) {
        WebElement input = find("#" + field);
        input.clear();
        input.sendKeys(value);
    }

    /** Presses what can be pressed, once it can. */
    void press(String css) {
        awaitThat(
                css,
                button -> button.isDisplayed()
                        && button.isEnabled()
                        && !"true".equals(button.getDomAttribute("aria-disabled")));
        find(css).click();
    }

    /** Sets the form and starts the race. */
    void start(String name, String strategy, int requests, int threads) {
        choose("case", name);
        choose("strategy", strategy);
        enter("requests", Integer.toString(requests));
        enter("threads", Integer.toString(threads));
        press("#start");
    }

    void awaitPhase(String phase) {
        awaitThat("#status", status -> phase.equals(status.getDomAttribute("data-phase")));
    }

    /** Waits until the race in view is over, and its calls are shown. */
    void awaitEnd() {
        awaitPhase("done");
        awaitThat("#run", run -> "loaded".equals(run.getDomAttribute("data-timeline")));
    }

    void awaitThat(String css, Predicate<WebElement> condition) {
        await().atMost(PATIENCE).ignoreExceptions().until(() -> condition.test(find(css)));
    }

    /** Returns what the page computes. */
    Object script(String javaScript) {
        return Objects.requireNonNull(browser.executeScript(javaScript));
    }

    /** Gives the window a width, as a desktop or a phone has. */
    void resize(int width, int height) {
        Object unused = browser.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 600));
    }

    /** Keeps what the page looks like, from its top down to so many pixels. */
    void picture(String name, int height) {
        await().atMost(PATIENCE)
                .until(() -> script("return document.getAnimations().length").equals(0L));
        Map<String, Object> image = browser.executeCdpCommand(
                "Page.captureScreenshot", Map.of("format", "png", "captureBeyondViewport", true, "clip", top(height)));
        try {
            Files.createDirectories(IMAGES);
            Files.write(IMAGES.resolve(name + ".png"), Base64.getDecoder().decode(String.valueOf(image.get("data"))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Map<String, Object> top(int height) {
        return Map.of("x", 0, "y", 0, "width", script("return innerWidth"), "height", height, "scale", 1);
    }
}
