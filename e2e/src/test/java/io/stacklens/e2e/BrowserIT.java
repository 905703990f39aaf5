package io.stacklens.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.stacklens.e2e.Browser.Installed;
import io.stacklens.e2e.Browser.Screen;
import io.stacklens.e2e.client.ApiClient;
import io.stacklens.e2e.client.Ingest;
import io.stacklens.standalone.Service;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.openqa.selenium.Keys;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The dashboard as people see it: what its pages show is what the platform knows, and what is done
 * on them happens. Screenshots of every page are in {@code target/screenshots} afterwards.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Order(SharedPlatform.LATE)
@ResourceLock(SharedPlatform.RUNNING)
class BrowserIT {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");

    private final SharedPlatform platform = SharedPlatform.get();
    private final String run = platform.newRun();
    private final String service = "till-" + run;
    private ApiClient api;
    private Ingest ingest;
    private Browser browser;

    @BeforeAll
    void openBrowser() throws Exception {
        Optional<Installed> installed = Installed.find();
        if (installed.isEmpty()) {
            System.err.println(
                    """

                    ==== BrowserIT IS LEFT OUT: this machine has no chromium and chromedriver.
                    ==== The dashboard's pages are NOT tested. Debian: apt-get install chromium chromium-driver
                    """);
        }
        assumeTrue(installed.isPresent(), "no chromium and chromedriver");
        api = platform.api();
        ingest = platform.ingest();
        ingest.post("/ingest", burst());
        await().atMost(SOON).until(() -> api.count(run) == 400);
        browser = new Browser(installed.get(), platform.address(Service.DASHBOARD));
    }

    @AfterAll
    void closeBrowser() throws IOException {
        if (browser != null) {
            browser.close();
            ingest.close();
            api.close();
        }
    }

    /** Whatever was done: no script failed, and the content security policy refused nothing. */
    @AfterEach
    void nothingWentWrongInTheConsole() {
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    @Order(1)
    void acknowledgesAnAlert() {
        await().atMost(SOON).until(() -> active("Error Spike").isPresent());
        String id = active("Error Spike").orElseThrow().path("id").asString();

        browser.open("/alerts?service=" + service);
        browser.press("tr[data-id='%s'] a".formatted(id));
        browser.press(".page-head button", "Acknowledge");

        await().atMost(SOON)
                .until(
                        () ->
                                api.get("/alerts/" + id)
                                        .path("status")
                                        .asString()
                                        .equals("acknowledged"));
        browser.find(".lead", "acknowledged");
        JsonNode alert = api.get("/alerts/" + id);
        assertThat(digits(browser.text(".versus strong")))
                .isEqualTo(Long.toString(alert.path("value").asLong()));
        assertThat(browser.all(".records li").size())
                .isEqualTo(alert.path("sample_records").size());
    }

    @Test
    @Order(2)
    void editsARule() {
        String name = "Slow till " + run;
        JsonNode added =
                api.post(
                                "/alert-rules",
                                """
                                {"name": "%s", "metric": "latency_p95", "operator": ">", "threshold": 250,
                                 "window_seconds": 60, "service": "%s"}
                                """
                                        .formatted(name, service))
                        .json();

        browser.open("/rules");
        browser.press("tbody a", name);
        browser.find("form.rule .sentence", "latency_p95 > 250");
        browser.type("input[name=threshold]", "400");
        browser.press("form.rule button[type=submit]");

        browser.find(
                "tr[data-id='%s']".formatted(added.path("id").asString()), "latency_p95 > 400");
        JsonNode saved = api.get("/alert-rules/" + added.path("id").asString());
        assertThat(saved.path("threshold").asDouble()).isEqualTo(400);
        assertThat(saved.path("service").asString()).isEqualTo(service);
    }

    @Test
    @Order(4)
    void saysWhatIsWrongBesideTheField() {
        browser.open("/rules/new");
        browser.type("input[name=name]", "Wrong " + run);
        browser.run(
                "const field = document.querySelector('input[name=window_seconds]');"
                        + "field.removeAttribute('step'); field.removeAttribute('min');");
        browser.type("input[name=window_seconds]", "7");
        browser.press("form.rule button[type=submit]");

        assertThat(browser.find(".field .refused").getText())
                .isEqualTo("7 (expected: a multiple of 10 from 10 to 3600)");
        assertThat(browser.complaints()).allMatch(line -> line.contains("400"));
    }

    @Test
    @Order(5)
    void showsEachRuleAndDeadLetterThatThereIs() {
        browser.open("/rules");
        assertThat(browser.all("tbody tr")).hasSize(api.items("/alert-rules").size());

        browser.open("/dead-letters");
        long total = api.get("/dead-letters/summary").path("total").asLong();
        assertThat(digits(browser.text(".toolbar .muted"))).isEqualTo(Long.toString(total));
    }

    @Test
    @Order(6)
    void showsThePathOfALine() {
        browser.open("/pipeline");

        List<String> services = new ArrayList<>();
        api.page("/health")
                .json()
                .path("services")
                .forEach(s -> services.add(s.path("service").asString()));
        assertThat(
                        browser.all(".topology li").stream()
                                .map(li -> li.getDomAttribute("data-service")))
                .containsExactlyElementsOf(services);
        await().atMost(SOON)
                .untilAsserted(
                        () ->
                                assertThat(digits(browser.text("#stored")))
                                        .isEqualTo(api.get("/stats").path("stored").asString()));
    }

    @Test
    @Order(7)
    void showsWhatTheApiKnowsOfTheServices() {
        browser.open("/");
        await().atMost(SOON)
                .untilAsserted(
                        () ->
                                assertThat(digits(browser.find(".figure", "Services").getText()))
                                        .startsWith(
                                                Integer.toString(
                                                        api.items("/health-status").size())));

        browser.open("/services");
        browser.press("tbody a", service);

        assertThat(browser.path()).startsWith("/services/" + service);
        assertThat(browser.text("h1")).contains(service);
    }

    @Test
    @Order(8)
    void findsALineShowsItAndSharesItsAddress() {
        browser.open("/logs?range=1h");
        browser.keys("/");
        browser.keys(run + " 17", Keys.ENTER);
        JsonNode line = api.items("/logs", "q", run + " 17").getFirst();

        browser.press(".line[data-id='%s']".formatted(line.path("id").asString()));
        assertThat(browser.all(".line[data-row]").stream().filter(row -> row.isDisplayed()))
                .isNotEmpty();
        assertThat(browser.text(".record-body")).isEqualTo(line.path("body").asString());

        browser.open(browser.path());
        assertThat(browser.text(".record-body")).isEqualTo(line.path("body").asString());
        browser.keys(Keys.ESCAPE);
        await().atMost(SOON).until(() -> !browser.path().contains("id="));
        assertThat(digits(browser.text(".chart-total strong"))).isEqualTo("1");
    }

    @Test
    @Order(9)
    void showsWhereAQueryIsWrong() {
        browser.open("/logs?q=%28" + run);

        assertThat(browser.text(".query-problem")).contains("expected");
        assertThat(browser.complaints()).allMatch(line -> line.contains("400"));
    }

    @Test
    @Order(10)
    void theLiveTailReceivesALine() throws Exception {
        browser.open("/logs?tail=1&q=" + run);
        browser.find(".tail-bar .connected");

        ingest.post("/ingest/" + service, "this passes by " + run);

        assertThat(browser.find(".line", "this passes by").getText()).contains(service);
    }

    @Test
    @Order(11)
    void goesWhereTheKeysSay() {
        browser.open("/");

        browser.keys("ga");
        browser.find("h1", "Alerts");
        browser.keys("?");
        browser.find("sl-dialog[open] kbd");
        browser.keys(Keys.ESCAPE);
        await().atMost(SOON).until(() -> browser.all("sl-dialog[open]").isEmpty());
        browser.keys("gr");
        browser.find("tbody a[data-row]");
        browser.run("document.querySelector('tbody a[data-row]').focus()");
        browser.keys(Keys.ARROW_DOWN, Keys.ENTER);

        browser.find("form.rule");
        assertThat(browser.path())
                .isEqualTo("/rules/" + api.items("/alert-rules").get(1).path("id").asString());
    }

    @Test
    @Order(12)
    void silencesWhatItIsTold() {
        browser.open("/silences/new?service=" + service);
        browser.type("input[name=comment]", "known, " + run);
        browser.press("form button[type=submit]");

        browser.find("tbody tr", run);
        JsonNode silence =
                api.items("/silences").stream()
                        .filter(one -> one.path("comment").asString().contains(run))
                        .findFirst()
                        .orElseThrow();
        assertThat(silence.path("active").asBoolean()).isTrue();
        assertThat(silence.path("matchers").path(0).path("value").asString()).isEqualTo(service);
        browser.run("window.confirm = () => true");
        browser.press("tr[data-id='%s'] button".formatted(silence.path("id").asString()), "Delete");
        await().atMost(SOON)
                .until(
                        () ->
                                api.items("/silences").stream()
                                        .noneMatch(
                                                one ->
                                                        one.path("comment")
                                                                .asString()
                                                                .contains(run)));
    }

    @Test
    @Order(13)
    void opensAnIncidentAndNotesWhatWasSeen() {
        String alert = api.items("/alerts", "service", service).getFirst().path("id").asString();
        browser.open("/alerts/" + alert);
        browser.press(".page-head button", "Open incident");
        browser.type("form.note-form textarea", "the card reader is unplugged");
        browser.press("form.note-form button");

        browser.find(".timeline .of-note", "the card reader is unplugged");
        String id = browser.path().replace("/incidents/", "");
        JsonNode incident = api.get("/incidents/" + id);
        assertThat(incident.path("alert_ids").path(0).asString()).isEqualTo(alert);
        assertThat(incident.path("timeline").findValuesAsString("text"))
                .contains("the card reader is unplugged");
        assertThat(api.page("/api/v1/incidents/%s/post-mortem".formatted(id)).body())
                .contains("the card reader is unplugged");
    }

    @Test
    @Order(14)
    void addsAnObjectiveAndShowsHowItStands() {
        browser.open("/slos/new?service=" + service);
        browser.type("input[name=name]", "Till works " + run);
        browser.type("input[name=objective]", "90");
        browser.press("form button[type=submit]");
        browser.press("tbody a", run);

        browser.find(".versus", "90 %");
        JsonNode slo =
                api.items("/slos").stream()
                        .filter(one -> one.path("service").asString().equals(service))
                        .findFirst()
                        .orElseThrow();
        assertThat(digits(browser.text(".versus strong")))
                .startsWith(Long.toString(slo.path("status").path("value").asLong()));
    }

    @Test
    @Order(20)
    void fitsADeskAndAPhoneInLightAndDark() throws IOException {
        List<String> tooWide = new ArrayList<>();
        for (Map.Entry<String, String> page : pages().entrySet()) {
            browser.open(page.getValue());
            for (Screen screen : Screen.values()) {
                for (String colours : List.of("light", "dark")) {
                    browser.show(screen, colours);
                    browser.screenshot(file(page.getKey(), screen, colours));
                }
                if (browser.tooWide() > 0) {
                    tooWide.add(
                            "%s on a %s by %d px"
                                    .formatted(page.getKey(), screen, browser.tooWide()));
                }
            }
            browser.show(Screen.DESKTOP, "light");
        }
        assertThat(tooWide).isEmpty();
    }

    @Test
    @Order(21)
    void triesARuleOnWhatIsStored() {
        browser.open("/rules/new");
        browser.type("input[name=name]", "Errors of " + run);
        browser.type("input[name=service]", service);
        // It looks at minutes that are over, and the burst's may not be; hence it comes last.
        await().atMost(Duration.ofSeconds(90))
                .untilAsserted(
                        () -> {
                            browser.press("section[aria-label=Back-test] button");
                            assertThat(browser.find(".outcome").getText()).contains("in 1 series");
                        });
        assertThat(browser.find(".series figcaption").getText()).contains(service);
    }

    /** Every page by a name of its own, with something on it. */
    private Map<String, String> pages() {
        String alert = api.items("/alerts", "service", service).getFirst().path("id").asString();
        Map<String, String> pages = new LinkedHashMap<>();
        pages.put("overview", "/");
        pages.put("logs", "/logs?q=" + run);
        pages.put(
                "line",
                "/logs?q=%s&id=%s"
                        .formatted(
                                run,
                                api.items("/logs", "q", run).getFirst().path("id").asString()));
        pages.put("services", "/services");
        pages.put("service", "/services/" + service);
        pages.put("templates", "/templates");
        pages.put("alerts", "/alerts?status=all&service=" + service);
        pages.put("alert", "/alerts/" + alert);
        pages.put("incidents", "/incidents");
        pages.put("incident", "/incidents/" + newest("/incidents"));
        pages.put("anomalies", "/anomalies");
        pages.put("slos", "/slos");
        pages.put("slo", "/slos/" + newest("/slos"));
        pages.put("rules", "/rules");
        pages.put("rule", "/rules/1");
        pages.put("rule-new", "/rules/new?kind=log_match");
        pages.put("silences", "/silences?when=all");
        pages.put("silence-new", "/silences/new?service=" + service);
        pages.put("pipeline", "/pipeline");
        pages.put("dead-letters", "/dead-letters");
        for (String part :
                List.of(
                        "users",
                        "keys",
                        "channels",
                        "routes",
                        "notifications",
                        "retention",
                        "audit")) {
            pages.put("admin-" + part, "/admin/" + part);
        }
        pages.put("login", "/login");
        return pages;
    }

    private String newest(String list) {
        return api.items(list).stream()
                .map(item -> item.path("id").asString())
                .max(Comparator.comparingLong(Long::parseLong))
                .orElseThrow();
    }

    private static Path file(String page, Screen screen, String colours) {
        return SCREENSHOTS.resolve(
                "%s-%s-%s.png".formatted(page, screen.name().toLowerCase(Locale.ROOT), colours));
    }

    private Optional<JsonNode> active(String rule) {
        return api.items("/alerts", "status", "active", "service", service).stream()
                .filter(alert -> alert.path("rule").asString().equals(rule))
                .findFirst();
    }

    /** 200 errors among 400 lines. */
    private String burst() {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 400; i++) {
            lines.append(
                    """
                    {"service":"%s","level":"%s","message":"payment %d %s %s","duration_ms":%d,"http_route":"/pay"}
                    """
                            .formatted(
                                    service,
                                    i % 2 == 0 ? "error" : "info",
                                    i,
                                    i % 2 == 0 ? "failed" : "done",
                                    run,
                                    20 + i % 50));
        }
        return lines.toString();
    }

    private static String digits(String text) {
        return text.replaceAll("[^0-9]", "");
    }
}
