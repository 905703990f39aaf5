package io.stacklens.dashboard;

import io.stacklens.embedded.Database;
import io.stacklens.embedded.EmbeddedPlatform;

import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.stream.Stream;

import javax.sql.DataSource;

/** The whole service on a real broker and a database of its own; one for all tests of the JVM. */
public final class RunningDashboard {

    /** What secrets are stored with. */
    public static final String SECRET_KEY = "the dashboard under test stores secrets with this";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final EmbeddedPlatform platform = EmbeddedPlatform.shared();
    private final Database database;
    private final HttpClient http;
    private final String base;
    private final String bearer;

    private RunningDashboard(Database database, HttpClient http, String base, String bearer) {
        this.database = database;
        this.http = http;
        this.base = base;
        this.bearer = bearer;
    }

    /** Another one, with a database and settings of its own. */
    public static RunningDashboard start(String instance, String... settings) {
        EmbeddedPlatform platform = EmbeddedPlatform.shared();
        Database database = platform.newDatabase();
        String others = ServiceStandIn.start();
        String[] all =
                Stream.concat(
                                Stream.of(
                                        "--server.port=0",
                                        "--spring.kafka.bootstrap-servers="
                                                + platform.bootstrapServers(),
                                        "--spring.datasource.url=" + database.url(),
                                        "--spring.datasource.username=" + database.appUser(),
                                        "--spring.datasource.password=" + database.appPassword(),
                                        "--stacklens.dashboard.query.username="
                                                + database.queryUser(),
                                        "--stacklens.dashboard.query.password="
                                                + database.queryPassword(),
                                        "--stacklens.dashboard.query.timeout=1s",
                                        "--stacklens.dashboard.query.connections=2",
                                        "--stacklens.dashboard.tail.keep-alive=200ms",
                                        "--stacklens.dashboard.parser.url=" + others,
                                        "--stacklens.dashboard.enrichment.url=" + others,
                                        "--stacklens.dashboard.analytics.url="
                                                + AnalyticsStandIn.start(),
                                        "--stacklens.secrets.key=" + SECRET_KEY,
                                        "--stacklens.dashboard.narrative.enabled=true",
                                        "--stacklens.dashboard.narrative.providers[0].name=stand-in",
                                        "--stacklens.dashboard.narrative.providers[0].base-url="
                                                + ModelStandIn.start(),
                                        "--stacklens.dashboard.narrative.providers[0].model=small",
                                        "--stacklens.instance=" + instance),
                                Stream.of(settings))
                        .toArray(String[]::new);
        var context =
                (ServletWebServerApplicationContext) DashboardApplication.application().run(all);
        return new RunningDashboard(
                database,
                HttpClient.newHttpClient(),
                "http://localhost:" + context.getWebServer().getPort(),
                "");
    }

    /** The same, asked with a token or a key. */
    public RunningDashboard as(String newBearer) {
        return new RunningDashboard(database, http, base, newBearer);
    }

    private static final class Shared {
        static final RunningDashboard DASHBOARD = RunningDashboard.start("under-test");
    }

    public static RunningDashboard shared() {
        return Shared.DASHBOARD;
    }

    /** An answer with its body as JSON, which is a missing node when the body is none. */
    public record Answer(HttpResponse<String> response) {

        public int status() {
            return response.statusCode();
        }

        public String body() {
            return response.body();
        }

        public JsonNode json() {
            return JSON.readTree(response.body());
        }

        public JsonNode items() {
            return json().get("items");
        }

        public String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }
    }

    public Answer get(String path) {
        return send(request(path).GET());
    }

    public Answer post(String path, String json) {
        return send(
                request(path)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(json)));
    }

    public Answer put(String path, String json) {
        return send(
                request(path)
                        .header("Content-Type", "application/json")
                        .PUT(BodyPublishers.ofString(json)));
    }

    /** Replaces it only if it is still what a tag says. */
    public Answer putIfMatch(String path, String tag, String json) {
        return send(
                request(path)
                        .header("Content-Type", "application/json")
                        .header("If-Match", tag)
                        .PUT(BodyPublishers.ofString(json)));
    }

    public Answer patch(String path, String json) {
        return send(
                request(path)
                        .header("Content-Type", "application/json")
                        .method("PATCH", BodyPublishers.ofString(json)));
    }

    /** Changes it only if it is still what a tag says. */
    public Answer patchIfMatch(String path, String tag, String json) {
        return send(
                request(path)
                        .header("Content-Type", "application/json")
                        .header("If-Match", tag)
                        .method("PATCH", BodyPublishers.ofString(json)));
    }

    /** Deletes it only if it is still what a tag says. */
    public Answer deleteIfMatch(String path, String tag) {
        return send(request(path).header("If-Match", tag).DELETE());
    }

    public Answer delete(String path) {
        return send(request(path).DELETE());
    }

    /** A stream that the caller closes. */
    public InputStream open(String path) {
        return stream(request(path)).body();
    }

    /** An answer whose body the caller reads and closes. */
    public HttpResponse<InputStream> stream(HttpRequest.Builder request) {
        try {
            return http.send(request.GET().build(), BodyHandlers.ofInputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    public HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path));
        return bearer.isEmpty() ? request : request.header("Authorization", "Bearer " + bearer);
    }

    public Answer send(HttpRequest.Builder request) {
        try {
            return new Answer(http.send(request.build(), BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    public String bootstrapServers() {
        return platform.bootstrapServers();
    }

    /** The database as the services write it. */
    public JdbcClient jdbc() {
        return JdbcClient.create(dataSource());
    }

    /** A closed window of a minute, whose events are all requests. */
    public void storeMinute(String service, Instant start, long events, long errors, double p99) {
        jdbc().sql(
                        """
                        insert into analytics_metrics_1min (service, window_start, window_end, event_count,
                            error_count, total_requests, latency_p99, bytes, unique_users, severity_counts, revision,
                            closed)
                        values (?, ?, ?, ?, ?, ?, ?, 0, 0, '{}', 1, true)\
                        """)
                .params(
                        service,
                        start.atOffset(ZoneOffset.UTC),
                        start.plusSeconds(60).atOffset(ZoneOffset.UTC),
                        events,
                        errors,
                        events,
                        p99)
                .update();
    }

    public DataSource dataSource() {
        return new DriverManagerDataSource(
                database.url(), database.appUser(), database.appPassword());
    }

    public Connection connect() throws SQLException {
        return DriverManager.getConnection(
                database.url(), database.appUser(), database.appPassword());
    }

    /** The database as users' SQL sees it. */
    public Connection connectAsQueryRole() throws SQLException {
        return DriverManager.getConnection(
                database.url(), database.queryUser(), database.queryPassword());
    }

    public static String encoded(String parameter) {
        return URLEncoder.encode(parameter, StandardCharsets.UTF_8);
    }
}
