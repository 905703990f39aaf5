package io.stacklens.e2e;

import static org.awaitility.Awaitility.await;

import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.logging.Level;
import java.util.stream.Stream;

/**
 * A headless Chromium that looks at the dashboard, as one person with one window would. Elements
 * are named by CSS selectors; what is not there yet is awaited.
 */
final class Browser implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final URI dashboard;
    private final Path profile;
    private final ChromeDriver driver;

    /** What the window is like. */
    enum Screen {
        DESKTOP(1400, 900),
        PHONE(390, 844);

        private final int width;
        private final int height;

        Screen(int width, int height) {
            this.width = width;
            this.height = height;
        }
    }

    /** The browser and its driver, where this machine has both. */
    record Installed(Path chromium, Path driver) {

        static Optional<Installed> find() {
            Optional<Path> chromium = program("chromium", "chromium-browser", "google-chrome");
            Optional<Path> driver = program("chromedriver");
            return chromium.flatMap(browser -> driver.map(d -> new Installed(browser, d)));
        }

        private static Optional<Path> program(String... names) {
            String path = Objects.requireNonNullElse(System.getenv("PATH"), "/usr/bin");
            return Stream.of(names)
                    .flatMap(
                            name ->
                                    Stream.of(path.split(":"))
                                            .map(directory -> Path.of(directory, name)))
                    .filter(Files::isExecutable)
                    .findFirst();
        }
    }

    Browser(Installed installed, URI dashboard) throws IOException {
        this.dashboard = dashboard;
        profile = Files.createTempDirectory("stacklens-browser");
        ChromeDriverService service =
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(installed.driver().toFile())
                        .usingAnyFreePort()
                        .build();
        driver = new ChromeDriver(service, options(installed.chromium(), profile));
        show(Screen.DESKTOP, "light");
    }

    private static ChromeOptions options(Path chromium, Path profile) {
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(chromium.toFile());
        options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
        options.addArguments(
                "--headless=new",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--lang=en-GB",
                "--user-data-dir=" + profile);
        if ("root".equals(System.getProperty("user.name"))) {
            // Chromium's sandbox refuses to run as root, as the build machine does.
            options.addArguments("--no-sandbox");
        }
        return options;
    }

    /** Makes the window a screen's size, and its colours light or dark. */
    void show(Screen screen, String colours) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of(
                        "width",
                        screen.width,
                        "height",
                        screen.height,
                        "deviceScaleFactor",
                        1,
                        "mobile",
                        screen == Screen.PHONE));
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "features",
                        List.of(
                                Map.of("name", "prefers-color-scheme", "value", colours),
                                // A picture must not catch something on its way.
                                Map.of("name", "prefers-reduced-motion", "value", "reduce"))));
    }

    /** Opens a page by its address below the dashboard's, and waits until it has its content. */
    void open(String path) {
        load(path);
        awaitContent();
    }

    /** Opens a page whether it has content or not. */
    void load(String path) {
        driver.get(dashboard.resolve(path).toString());
    }

    /** Waits until the page says what it has, instead of that it loads. */
    void awaitContent() {
        await("content of " + path())
                .atMost(PATIENCE)
                .ignoreException(StaleElementReferenceException.class)
                .until(
                        () ->
                                (Boolean)
                                        run(
                                                "const page = document.querySelector('main >"
                                                        + " *');return Boolean(page) &&"
                                                        + " page.textContent.trim() !== '' &&"
                                                        + " !document.querySelector('main"
                                                        + " .loading');"));
    }

    /** The path and query that the address bar shows. */
    String path() {
        URI address = URI.create(driver.getCurrentUrl());
        return address.getRawQuery() == null
                ? address.getPath()
                : address.getPath() + "?" + address.getRawQuery();
    }

    /** The first element that a selector names, once it is there and can be seen. */
    WebElement find(String selector) {
        return await(selector + " on " + path())
                .atMost(PATIENCE)
                .ignoreExceptions()
                .until(
                        () ->
                                all(selector).stream()
                                        .filter(WebElement::isDisplayed)
                                        .findFirst()
                                        .orElse(null),
                        Objects::nonNull);
    }

    List<WebElement> all(String selector) {
        return driver.findElements(By.cssSelector(selector));
    }

    /** The first element that a selector names and whose text contains a word. */
    WebElement find(String selector, String word) {
        return await("%s with '%s' on %s".formatted(selector, word, path()))
                .atMost(PATIENCE)
                .ignoreExceptions()
                .until(
                        () ->
                                all(selector).stream()
                                        .filter(element -> element.getText().contains(word))
                                        .findFirst()
                                        .orElse(null),
                        Objects::nonNull);
    }

    String text(String selector) {
        return find(selector).getText();
    }

    /** Presses what a selector names. A page may have rendered anew meanwhile: then once more. */
    void press(String selector) {
        retry(() -> find(selector).click());
    }

    void press(String selector, String word) {
        retry(() -> find(selector, word).click());
    }

    /** Replaces what a field says. */
    void type(String selector, String text) {
        retry(() -> find(selector).sendKeys(Keys.chord(Keys.CONTROL, "a"), text));
    }

    /** Presses keys wherever the focus is. */
    void keys(CharSequence... keys) {
        new Actions(driver).sendKeys(keys).perform();
    }

    /** Runs a script of the test on the page, and gives what it returns. */
    Object run(String script, Object... arguments) {
        return driver.executeScript(script, arguments);
    }

    /** How many pixels the page is wider than the window. */
    long tooWide() {
        return (Long)
                run(
                        "return Math.max(0, document.documentElement.scrollWidth -"
                                + " document.documentElement.clientWidth);");
    }

    /** What the console said since this was last asked: errors, and what the policy refused. */
    List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                .map(LogEntry::getMessage)
                .toList();
    }

    void screenshot(Path file) throws IOException {
        awaitPainted();
        Files.createDirectories(file.getParent());
        Files.write(file, driver.getScreenshotAs(OutputType.BYTES));
    }

    /** New sizes and colours are on the screen with the second frame after them. */
    private void awaitPainted() {
        driver.executeAsyncScript(
                "requestAnimationFrame(() => requestAnimationFrame(arguments[0]))");
    }

    @Override
    public void close() throws IOException {
        try {
            driver.quit();
        } finally {
            deleteProfile();
        }
    }

    private void deleteProfile() throws IOException {
        try (Stream<Path> files = Files.walk(profile)) {
            files.sorted(java.util.Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        }
    }

    private void retry(Runnable action) {
        await("an action on " + path())
                .atMost(PATIENCE)
                .ignoreException(WebDriverException.class)
                .until(
                        () -> {
                            action.run();
                            return true;
                        });
    }
}
