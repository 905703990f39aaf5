package io.stacklens.dashboard.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.stacklens.dashboard.RunningDashboard;
import io.stacklens.dashboard.RunningDashboard.Answer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import tools.jackson.databind.JsonNode;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;

class PageIT {

    private static final Pattern IMPORT =
            Pattern.compile(
                    "(?:from|^import|;import|\\*from)\\s*['\"](\\.[^'\"]+)['\"]",
                    Pattern.MULTILINE);

    /** Their examples name rows that are there. */
    private static final Set<String> WITH_ROWS =
            Set.of(
                    "/api/v1/alerts/{id}",
                    "/api/v1/alert-rules/{id}",
                    "/api/v1/anomalies/{id}",
                    "/api/v1/logs/{id}",
                    "/api/v1/metrics/{service}");

    private static final Pattern ROUTED_PAGE = Pattern.compile("page: '([\\w-]+)'");
    private static final Pattern ROUTED_PATH = Pattern.compile("path: '([^']+)'");

    private final RunningDashboard dashboard = RunningDashboard.shared();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/logs",
                "/logs?q=severity:ERROR",
                "/services/shop",
                "/admin/users",
                "/login",
                "/swagger-ui/index.html",
                "/v3/api-docs",
                "/actuator/prometheus",
                "/actuator/health/liveness"
            })
    void serves(String path) {
        assertThat(dashboard.get(path).status()).isEqualTo(200);
    }

    @Test
    void servesThePage() {
        Answer page = dashboard.get("/");

        assertThat(page.header("Content-Type")).startsWith("text/html");
        assertThat(page.body()).contains("<title>StackLens</title>").doesNotContain("{files}");
    }

    @Test
    void servesThePageToBrowsersWhereOthersAreLedToTheApi() {
        Answer answer =
                dashboard.send(
                        dashboard
                                .request("/alerts/17")
                                .header("Accept", "text/html,application/xhtml+xml,*/*;q=0.8")
                                .GET());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).startsWith("text/html");
        assertThat(answer.header("Vary")).isEqualTo("Accept");
    }

    @Test
    void letsThePageRunNothingButItsOwnFiles() {
        assertThat(dashboard.get("/").header("Content-Security-Policy"))
                .contains("default-src 'self'")
                .doesNotContain("unsafe");
    }

    @Test
    void letsABrowserKeepTheFilesForGoodAndAskForThePage() {
        Answer page = dashboard.get("/");
        String script = filesOf(page) + "/main.js";

        assertThat(dashboard.get(script).header("Cache-Control")).contains("immutable");
        assertThat(page.header("Cache-Control")).isEqualTo("no-cache");
        Answer again =
                dashboard.send(
                        dashboard.request("/").header("If-None-Match", page.header("ETag")).GET());
        assertThat(again.status()).isEqualTo(304);
    }

    @Test
    void servesEveryModuleThatAModuleNames() {
        String files = filesOf(dashboard.get("/"));
        Set<String> seen = new TreeSet<>();
        Deque<String> open = new ArrayDeque<>(List.of("main.js"));
        for (String page :
                ROUTED_PAGE
                        .matcher(dashboard.get(files + "/core/routes.js").body())
                        .results()
                        .map(match -> match.group(1))
                        .toList()) {
            open.add("pages/" + page + ".js");
        }
        while (!open.isEmpty()) {
            String module = open.pop();
            if (!seen.add(module)) {
                continue;
            }
            Answer answer = dashboard.get(files + "/" + module);
            assertThat(answer.status()).as(module).isEqualTo(200);
            assertThat(answer.header("Content-Type")).as(module).startsWith("text/javascript");
            open.addAll(imported(module, answer.body()));
        }
        assertThat(seen).contains("vendor/lit/lit-html.js", "vendor/uplot/uplot.js");
    }

    @Test
    void answersThePathOfEveryPage() {
        String routes = dashboard.get(filesOf(dashboard.get("/")) + "/core/routes.js").body();
        List<String> paths =
                ROUTED_PATH.matcher(routes).results().map(match -> match.group(1)).toList();

        assertThat(paths).hasSizeGreaterThan(20);
        for (String path : paths) {
            Answer answer =
                    dashboard.send(
                            dashboard
                                    .request(path.replaceAll(":\\w+", "x"))
                                    .header("Accept", "text/html")
                                    .GET());
            assertThat(answer.status()).as(path).isEqualTo(200);
            assertThat(answer.body()).as(path).contains("<sl-app>");
        }
    }

    /** What a browser loads before the first page is there, as it goes over the wire. */
    @Test
    void weighsLessThan300KilobytesAtFirst() {
        Answer document = dashboard.get("/");
        String files = filesOf(document);
        Set<String> loaded = new TreeSet<>();
        Deque<String> open = new ArrayDeque<>(List.of("main.js", "pages/overview.js"));
        while (!open.isEmpty()) {
            String module = open.pop();
            if (loaded.add(module)) {
                open.addAll(imported(module, dashboard.get(files + "/" + module).body()));
            }
        }
        Pattern.compile(Pattern.quote(files) + "/([^\"]+)")
                .matcher(document.body())
                .results()
                .forEach(match -> loaded.add(match.group(1)));

        int weight =
                loaded.stream()
                        .mapToInt(file -> zipped(dashboard.get(files + "/" + file).body()))
                        .sum();

        assertThat(weight).as(loaded.toString()).isBetween(20_000, 300_000);
    }

    private static int zipped(String text) {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new GZIPOutputStream(bytes)) {
            zip.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.size();
    }

    /**
     * What a module imports when it is loaded, by its path below the files; not what it imports
     * later.
     */
    private static List<String> imported(String module, String text) {
        URI own = URI.create("/" + module);
        return IMPORT.matcher(text)
                .results()
                .map(match -> own.resolve(match.group(1)).getPath().substring(1))
                .toList();
    }

    private static String filesOf(Answer page) {
        Matcher found = Pattern.compile("/page/[0-9a-f]+").matcher(page.body());
        assertThat(found.find()).isTrue();
        return found.group();
    }

    @ParameterizedTest
    @CsvSource({
        "/metrics?window=1min&service=shop, /api/v1/metrics?window=1min&service=shop",
        "/metrics/shop, /api/v1/metrics/shop",
        "/alerts, /api/v1/alerts",
        "/alerts/17/acknowledge, /api/v1/alerts/17/acknowledge",
        "/health-status, /api/v1/health-status"
    })
    void redirectsShortPathsForGood(String path, String to) {
        Answer answer = dashboard.get(path);

        assertThat(answer.status()).isEqualTo(308);
        assertThat(answer.header("Location")).endsWith(to);
    }

    @Test
    void describesEveryPathWithNamesAsTheyAre() {
        String description = dashboard.get("/v3/api-docs").body();

        assertThat(dashboard.get("/v3/api-docs").json().get("paths").propertyNames())
                .contains(
                        "/health",
                        "/api/v1/health-status",
                        "/api/v1/metrics",
                        "/api/v1/metrics/{service}",
                        "/api/v1/trends",
                        "/api/v1/alerts",
                        "/api/v1/alerts/{id}",
                        "/api/v1/alerts/{id}/acknowledge",
                        "/api/v1/alerts/{id}/resolve",
                        "/api/v1/alert-rules",
                        "/api/v1/alerts/{id}/comments",
                        "/api/v1/alerts/acknowledge",
                        "/api/v1/alerts/resolve",
                        "/api/v1/alert-rules/{id}",
                        "/api/v1/alert-rules/test",
                        "/api/v1/silences",
                        "/api/v1/silences/{id}",
                        "/api/v1/sla",
                        "/api/v1/top-errors",
                        "/api/v1/slowest",
                        "/api/v1/high-risk",
                        "/api/v1/query",
                        "/api/v1/logs",
                        "/api/v1/logs/{id}",
                        "/api/v1/logs/count",
                        "/api/v1/logs/histogram",
                        "/api/v1/logs/facets",
                        "/api/v1/logs/tail",
                        "/api/v1/logs/export",
                        "/api/v1/anomalies",
                        "/api/v1/anomalies/{id}",
                        "/api/v1/templates",
                        "/api/v1/dead-letters",
                        "/api/v1/incidents",
                        "/api/v1/incidents/{id}",
                        "/api/v1/incidents/{id}/notes",
                        "/api/v1/incidents/{id}/links",
                        "/api/v1/incidents/{id}/summary",
                        "/api/v1/incidents/{id}/narrative",
                        "/api/v1/incidents/{id}/post-mortem",
                        "/api/v1/slos",
                        "/api/v1/slos/{id}",
                        "/api/v1/slos/{id}/status",
                        "/api/v1/pipelines",
                        "/api/v1/pipelines/dry-run",
                        "/api/v1/saved-queries",
                        "/api/v1/saved-queries/{id}",
                        "/api/v1/reference/{table}",
                        "/api/v1/reference/{table}/{key}",
                        "/api/v1/reference/{table}/bulk",
                        "/api/v1/settings/retention",
                        "/api/v1/stats");
        assertThat(description).contains("\"next_cursor\"").doesNotContain("\"nextCursor\"");
    }

    @Test
    void answersUnknownPathsWithAProblem() {
        Answer answer = dashboard.get("/api/v1/nothing");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    }

    @Test
    void refusesAForeignOrigin() {
        Answer answer =
                dashboard.send(
                        dashboard
                                .request("/api/v1/alerts")
                                .header("Origin", "http://evil.example")
                                .GET());

        assertThat(answer.status()).isEqualTo(403);
    }

    @Test
    void answersEveryExampleOfTheDescription() {
        JsonNode api = dashboard.get("/v3/api-docs").json();
        api.get("paths")
                .forEachEntry(
                        (path, operations) -> {
                            if (operations.has("get") && !path.endsWith("/tail")) {
                                press(path, operations.get("get"));
                            }
                        });
    }

    @Test
    void takesTheExamplesOfBodies() {
        JsonNode schemas = dashboard.get("/v3/api-docs").json().get("components").get("schemas");
        String rule = schemas.get("RuleRequest").get("example").toString();
        String silence = schemas.get("SilenceRequest").get("example").toString();
        Answer silenced = dashboard.post("/api/v1/silences", silence);
        assertThat(silenced.status()).as(silenced.body()).isEqualTo(201);
        dashboard.delete("/api/v1/silences/" + silenced.json().get("id").asLong());
        String trial = schemas.get("BackTestRequest").get("example").toString();
        Answer tried = dashboard.post("/api/v1/alert-rules/test", trial);
        assertThat(tried.status()).as(tried.body()).isEqualTo(200);
        String sql =
                schemas.get("QueryRequest").get("properties").get("sql").get("example").toString();

        Answer made = dashboard.post("/api/v1/alert-rules", rule);
        assertThat(made.status()).as(made.body()).isEqualTo(201);
        String path = "/api/v1/alert-rules/" + made.json().get("id").asLong();
        assertThat(dashboard.put(path, rule).status()).isEqualTo(200);
        assertThat(dashboard.delete(path).status()).isEqualTo(204);
        Answer found = dashboard.post("/api/v1/query", "{\"sql\": " + sql + ", \"limit\": 100}");
        assertThat(found.status()).as(found.body()).isEqualTo(200);
    }

    /** Not every kind of thing is there in a new database; those of the path of a line are. */
    private static List<Integer> expected(String template) {
        if (template.equals("/health")) {
            return List.of(200, 503);
        }
        return template.contains("{") && !WITH_ROWS.contains(template)
                ? List.of(200, 404)
                : List.of(200);
    }

    /** As the page does: with the example of each parameter, else its default, if it has any. */
    private void press(String template, JsonNode operation) {
        String path = template;
        StringBuilder query = new StringBuilder();
        for (JsonNode parameter : operation.path("parameters")) {
            JsonNode given =
                    parameter.has("example")
                            ? parameter.get("example")
                            : parameter.get("schema").path("default");
            String name = parameter.get("name").asString();
            if (given.isMissingNode()) {
                continue;
            }
            String value = RunningDashboard.encoded(given.asString());
            if (parameter.get("in").asString().equals("path")) {
                path = path.replace("{" + name + "}", value);
            } else {
                query.append(query.isEmpty() ? '?' : '&').append(name).append('=').append(value);
            }
        }
        if (!path.contains("{")) {
            Answer answer = dashboard.get(path + query);
            assertThat(answer.status())
                    .as(path + query + ": " + answer.body())
                    .isIn(expected(template));
        }
    }

    @Test
    void compressesLongAnswers() {
        Answer answer =
                dashboard.send(
                        dashboard.request("/v3/api-docs").header("Accept-Encoding", "gzip").GET());

        assertThat(answer.header("Content-Encoding")).isEqualTo("gzip");
    }
}
