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

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The web page of a platform that asks for credentials: how one signs in and out, and that each
 * role is offered what it may do and nothing else. Each step begins where the one before ended.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
abstract class PagesByRole {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");

    private static final String OLGA = "password of olga";
    private static final String VERA = "password of vera";
    private static final String VERA_AFTER = "vera has another";

    /** Keeps in {@code window.refused} which requests of the page get 403 from now on. */
    private static final String WATCH_REQUESTS =
            """
            const ask = window.fetch;
            window.refused = [];
            window.waiting = 0;
            window.fetch = async (...request) => {
              window.waiting++;
              try {
                const response = await ask(...request);
                if (response.status === 403) window.refused.push(String(request[0]));
                return response;
              } finally {
                window.waiting--;
              }
            };
            """;

    /**
     * Fills in what forms require and sends them, and presses what leads to no file and no copy.
     */
    private static final String PRESS_EVERYTHING =
            """
            window.confirm = () => true;
            for (const field of document.querySelectorAll('main :is(input, textarea):required:enabled')) {
              if (field.value === '') field.value = 'x';
            }
            for (const form of document.querySelectorAll('main form')) {
              if (form.querySelector(':is(input, select, textarea, button):enabled')) form.requestSubmit();
            }
            for (const button of document.querySelectorAll('main button:enabled')) {
              const says = button.textContent + button.ariaLabel;
              if (!/Copy|Id|JSON|Link|Share|Export|Post-mortem|Sign out/.test(says)) button.click();
            }
            """;

    private final SharedPlatform platform;
    private final String adminPassword;
    private final String run;
    private final String service;
    private ApiClient admin;
    private Browser browser;

    PagesByRole(SharedPlatform platform, String adminPassword) {
        this.platform = platform;
        this.adminPassword = adminPassword;
        this.run = platform.newRun();
        this.service = "till-" + run;
    }

    /** What a program sends along that may send lines, or that may do everything. */
    abstract String credential(String who);

    @BeforeAll
    void openBrowser() throws IOException {
        Optional<Installed> installed = Installed.find();
        assumeTrue(installed.isPresent(), "no chromium and chromedriver");
        admin = platform.apiAs(credential("admin"));
        browser = new Browser(installed.get(), platform.address(Service.DASHBOARD));
    }

    @AfterAll
    void closeBrowser() throws IOException {
        if (browser != null) {
            browser.close();
            admin.close();
        }
    }

    @AfterEach
    void nothingWentWrongInTheConsole() {
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    @Order(1)
    void saysThatAPasswordIsWrongAndLeadsToWhereOneWanted() throws IOException {
        browser.open("/alerts?status=all");
        await().atMost(SOON).until(() -> browser.path().startsWith("/login?to="));
        photograph("login");

        signIn("admin", "a wrong password");
        assertThat(browser.text(".login .refused")).isEqualTo("user name or password is wrong");
        assertThat(browser.complaints()).hasSize(1).allMatch(line -> line.contains("401"));
        signIn("admin", adminPassword);

        browser.find("h1", "Alerts");
        assertThat(browser.path()).isEqualTo("/alerts?status=all");
    }

    @Test
    @Order(2)
    void anAdminAddsWhoMaySignIn() throws IOException {
        browser.press("nav.side a[href='/admin']");
        add("olga", "operator", OLGA);
        add("vera", "viewer", VERA);

        assertThat(admin.items("/users"))
                .extracting(
                        user ->
                                user.path("username").asString()
                                        + " "
                                        + user.path("role").asString())
                .contains("olga operator", "vera viewer");
        for (String part :
                List.of("keys", "channels", "routes", "notifications", "retention", "audit")) {
            browser.open("/admin/" + part); // the session goes on by its cookie
            assertThat(browser.all("main .problem")).as(part).isEmpty();
        }
        browser.open("/admin/users");
        photograph("admin-by-admin");
        signOut();
    }

    @Test
    @Order(3)
    void anOperatorActsOnAlertsAndEditsRules() throws Exception {
        String alert = firing();
        signIn("olga", OLGA);
        browser.find(".who", "olga");
        assertThat(browser.all("nav.side a[href='/admin']")).isEmpty();

        browser.open("/alerts?service=" + service);
        browser.press("tr[data-id='%s'] button".formatted(alert), "Acknowledge");
        browser.find("tr[data-id='%s']".formatted(alert), "by olga");
        browser.open("/silences/new?service=" + service);
        browser.type("input[name=comment]", "seen, " + run);
        browser.press("form button[type=submit]");
        browser.find("tbody tr", run);
        browser.open("/rules/" + rule());
        browser.type("input[name=threshold]", "400");
        browser.press("form.rule button[type=submit]");
        browser.find("tbody tr", "latency_p95 > 400");

        assertThat(admin.get("/alerts/" + alert).path("acknowledged_by").asString())
                .isEqualTo("olga");
        browser.open("/admin/users");
        assertThat(browser.text("main .empty"))
                .isEqualTo("This is for admins. You are signed in as olga (operator).");
        signOut();
    }

    @Test
    @Order(4)
    void aViewerReadsAllAndIsOfferedNothingThatIsRefused() throws Exception {
        String alert = firing();
        signIn("vera", VERA);
        browser.find(".who", "vera");

        List<String> refused = new ArrayList<>();
        for (String page : pages(alert)) {
            browser.open(page);
            assertThat(browser.all("main .problem")).as(page).isEmpty();
            browser.run(WATCH_REQUESTS);
            browser.run(PRESS_EVERYTHING);
            await(page).atMost(SOON).until(() -> browser.run("return window.waiting").equals(0L));
            refused.addAll(strings(browser.run("return window.refused")));
        }
        assertThat(refused).isEmpty();
        for (String page : List.of("/rules/new", "/silences/new", "/slos/new")) {
            browser.open(page);
            assertThat(browser.text("main .empty"))
                    .isEqualTo("This is for operators. You are signed in as vera (viewer).");
        }
        browser.open("/admin/keys");
        assertThat(browser.text("main .empty"))
                .isEqualTo("This is for admins. You are signed in as vera (viewer).");
        browser.open("/alerts?status=all&service=" + service);
        photograph("alerts-by-viewer");
    }

    @Test
    @Order(5)
    void anEndedSessionLeadsToTheLoginAndBack() {
        browser.open("/services");
        long id =
                admin.items("/users").stream()
                        .filter(user -> user.path("username").asString().equals("vera"))
                        .findFirst()
                        .orElseThrow()
                        .path("id")
                        .asLong();
        String changed =
                "{\"username\":\"vera\",\"role\":\"viewer\",\"enabled\":true,\"password\":\"%s\"}"
                        .formatted(VERA_AFTER);
        assertThat(admin.put("/users/" + id, changed).status()).isEqualTo(200);

        await().atMost(SOON).until(() -> browser.path().equals("/login?to=%2Fservices"));
        signIn("vera", VERA_AFTER);

        browser.find("h1", "Services");
        assertThat(browser.path()).isEqualTo("/services");
        assertThat(browser.complaints()).isNotEmpty().allMatch(line -> line.contains("401"));
    }

    @Test
    @Order(6)
    void signsNobodyOutBecauseTheServerCannotRenewTokensJustNow() {
        browser.open("/services");
        browser.run(
                """
                window.fetch = async request => String(request).endsWith('/refresh')
                    ? new Response('{"detail": "the database does not answer"}', { status: 503 })
                    : new Response('{"detail": "sign in"}', { status: 401 });
                """);

        browser.find("main .problem", "the database does not answer");
        assertThat(browser.path()).isEqualTo("/services");
        browser.open("/services");
        assertThat(browser.all("main .problem")).isEmpty();
    }

    @Test
    @Order(7)
    void aPageThatIsLoadedAnewWaitsForTheDatabase() throws Exception {
        try (DatabaseOutage _ = DatabaseOutage.of("dashboard")) {
            browser.load("/services");

            assertThat(browser.text(".failure .problem"))
                    .contains("the database does not answer", "You stay signed in");
            assertThat(browser.path()).isEqualTo("/services");
        }
        browser.find("h1", "Services");
        browser.find(".who", "vera");
        assertThat(browser.all(".failure")).isEmpty();
        assertThat(browser.path()).isEqualTo("/services");
        assertThat(browser.complaints()).isNotEmpty().allMatch(line -> line.contains("503"));
    }

    @Test
    @Order(8)
    void changesOnesOwnPassword() {
        browser.press(".who");
        browser.press("details summary", "Change the password");
        changePassword("not my password", VERA);
        assertThat(browser.text("details .refused")).isEqualTo("expected: the present password");
        assertThat(browser.complaints()).hasSize(1).allMatch(line -> line.contains("400"));

        changePassword(VERA_AFTER, VERA);
        browser.find(".note.good", "Changed.");
        browser.press("a.button", "To the overview");
        browser.find("h1", "Overview");
        browser.press(".who");
        browser.press("button", "Sign out");
        signIn("vera", VERA);
        browser.find(".who", "vera");
        signOut();
    }

    @Test
    @Order(9)
    void saysHowLongAnAccountIsLocked() {
        for (int i = 0; i < 5; i++) {
            signIn("vera", "wrong password " + i);
            browser.find(".login .refused", "user name or password is wrong");
        }
        signIn("vera", VERA);

        assertThat(browser.find(".login .refused", "too many").getText())
                .matches("too many failed logins .* Try again in [0-9]+ s\\.");
        assertThat(browser.complaints()).hasSize(6).allMatch(line -> line.matches(".*4(01|29).*"));
    }

    /** What a viewer may look at, with something on it where there is something. */
    private List<String> pages(String alert) {
        return List.of(
                "/",
                "/logs",
                "/services",
                "/services/" + service,
                "/templates",
                "/alerts?status=all",
                "/alerts/" + alert,
                "/incidents",
                "/incidents/" + incident(alert),
                "/anomalies",
                "/slos",
                "/rules",
                "/rules/" + rule(),
                "/silences?when=all",
                "/silences/" + admin.items("/silences").getFirst().path("id").asString(),
                "/pipeline",
                "/dead-letters");
    }

    private String incident(String alert) {
        return admin.post(
                        "/incidents",
                        "{\"title\": \"%s\", \"alert_ids\": [\"%s\"]}".formatted(run, alert))
                .json()
                .path("id")
                .asString();
    }

    /** A rule of this test's own. */
    private String rule() {
        return admin.items("/alert-rules").stream()
                .filter(rule -> rule.path("name").asString().contains(run))
                .findFirst()
                .orElseGet(
                        () ->
                                admin.post(
                                                "/alert-rules",
                                                """
                                                {"name": "Slow %s", "metric": "latency_p95", "operator": ">",
                                                 "threshold": 250, "window_seconds": 60, "service": "%s"}
                                                """
                                                        .formatted(run, service))
                                        .json())
                .path("id")
                .asString();
    }

    /** An alert about errors that are sent now, once it fires. */
    private String firing() throws Exception {
        StringBuilder errors = new StringBuilder();
        for (int i = 0; i < 200; i++) {
            errors.append(
                    "{\"service\":\"%s\",\"level\":\"error\",\"message\":\"payment %d failed\"}\n"
                            .formatted(service, i));
        }
        try (Ingest ingest = platform.ingest()) {
            assertThat(
                            ingest.post(
                                            "/ingest",
                                            errors.toString().getBytes(StandardCharsets.UTF_8),
                                            "Authorization",
                                            "Bearer " + credential("ingest"))
                                    .isOk())
                    .isTrue();
        }
        return await().atMost(SOON)
                .until(
                        () ->
                                admin
                                        .items("/alerts", "status", "active", "service", service)
                                        .stream()
                                        .filter(
                                                one ->
                                                        one.path("rule")
                                                                .asString()
                                                                .equals("Error Spike"))
                                        .map(one -> one.path("id").asString())
                                        .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    private void signIn(String name, String password) {
        browser.type(".login input[name=username]", name);
        browser.type(".login input[name=password]", password);
        browser.press(".login button[type=submit]", "Sign in");
    }

    private void signOut() {
        browser.press("header.bar button[aria-label='Sign out']");
        browser.find("h1", "Sign in to StackLens");
    }

    private void add(String name, String role, String password) {
        browser.press("button", "New user");
        browser.type("sl-dialog input[name=username]", name);
        browser.press("sl-dialog option[value=%s]".formatted(role));
        browser.type("sl-dialog input[name=password]", password);
        browser.press("sl-dialog button[type=submit]");
        browser.find("tbody tr", name);
    }

    private void changePassword(String current, String password) {
        browser.type("input[name=current]", current);
        browser.type("input[name=password]", password);
        browser.press("details button[type=submit]");
    }

    private void photograph(String name) throws IOException {
        for (Screen screen : Screen.values()) {
            for (String colours : List.of("light", "dark")) {
                browser.show(screen, colours);
                browser.screenshot(
                        SCREENSHOTS.resolve(
                                "%s-%s-%s.png"
                                        .formatted(
                                                name,
                                                screen.name().toLowerCase(Locale.ROOT),
                                                colours)));
            }
            assertThat(browser.tooWide()).as("%s on a %s", name, screen).isZero();
        }
        browser.show(Screen.DESKTOP, "light");
    }

    private static List<String> strings(Object array) {
        return ((List<?>) array).stream().map(String::valueOf).toList();
    }
}
