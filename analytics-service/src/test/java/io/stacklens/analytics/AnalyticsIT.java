package io.stacklens.analytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.stacklens.analytics.notify.targets.Receiver;
import io.stacklens.embedded.Database;
import io.stacklens.embedded.EmbeddedPlatform;
import io.stacklens.model.Topics;
import io.stacklens.model.alert.AlertCommand;
import io.stacklens.model.json.Json;
import io.stacklens.pipeline.health.HealthComponent;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The whole service on a real broker and a real database. */
class AnalyticsIT {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final List<String> STAGES =
            List.of("deltas", "window-sink", "alert-sink", "template-sink");

    private static PlatformClient client;
    private static Database database;
    private static ConfigurableApplicationContext application;

    private final String service = "it-" + UUID.randomUUID().toString().substring(0, 8);

    @BeforeAll
    static void start() {
        EmbeddedPlatform platform = EmbeddedPlatform.shared();
        database = platform.newDatabase();
        client = new PlatformClient(platform, database);
        application = run();
    }

    @AfterAll
    static void stop() {
        application.close();
        client.close();
    }

    @Test
    void countsABatchInItsWindowsOnceAndExactly() {
        Instant lastWeek = Instant.now().minus(Duration.ofDays(7)).minusNanos(1);
        client.sendLogs(service, lastWeek, 300);
        client.sendLogs(service, lastWeek, 300);

        for (String table : List.of("1min", "5min", "1hour")) {
            awaitCount("analytics_metrics_" + table, 600);
            Map<String, Object> total =
                    client.jdbc()
                            .queryForMap(
                                    "select * from analytics_metrics_%s where service = ? and route = ''"
                                            .formatted(table),
                                    service);
            assertThat(total)
                    .containsEntry("error_count", 300L)
                    .containsEntry("error_rate", 50.0)
                    .containsEntry("total_requests", 600L)
                    .containsEntry("latency_avg", 150.5)
                    .containsEntry("latency_max", 300.0)
                    .containsEntry("bytes", 60_000L)
                    .containsEntry("unique_users", 7L);
            assertThat((Double) total.get("latency_p99")).isCloseTo(297, within(3.0));
        }
        assertThat(
                        client.jdbc()
                                .queryForObject(
                                        "select event_count from analytics_metrics_1hour"
                                                + " where service = ? and route = 'GET /pay/{id}'",
                                        Long.class,
                                        service))
                .isEqualTo(600);
        await().atMost(LONG)
                .untilAsserted(
                        () -> {
                            assertThat(templates("template_counts_1min")).isEqualTo(600);
                            assertThat(templates("error_groups_1min")).isEqualTo(300);
                        });
        awaitClosed();
        assertThat(alerts()).as("old events fire no live rule").isEmpty();
    }

    @Test
    void aBurstOfErrorsIsAnAlertThatCanBeAcknowledgedAndResolved() {
        client.sendLogs(service, Instant.now(), 400);

        await().atMost(LONG).untilAsserted(() -> assertThat(alerts()).hasSize(3));
        assertThat(alerts())
                .extracting(row -> row.get("rule"), row -> row.get("status"))
                .containsExactlyInAnyOrder(
                        tuple("High Error Rate", "firing"),
                        tuple("Critical Error Rate", "firing"),
                        tuple("Error Spike", "firing"));
        Map<String, Object> spike = alert("Error Spike");
        assertThat(spike.get("samples").toString()).contains("-");
        assertThat(spike.get("templates").toString()).contains("payment <*> done");

        command(spike, AlertCommand.Action.ACKNOWLEDGE);
        await().atMost(LONG)
                .untilAsserted(
                        () ->
                                assertThat(alert("Error Spike"))
                                        .containsEntry("status", "acknowledged")
                                        .containsEntry("acknowledged_by", "ada"));

        command(spike, AlertCommand.Action.RESOLVE);
        await().atMost(LONG)
                .untilAsserted(
                        () -> assertThat(alert("Error Spike")).containsEntry("status", "resolved"));
        assertThat(
                        client.jdbc()
                                .queryForList(
                                        "select status from alert_history where alert_id = ? order"
                                                + " by sequence",
                                        String.class,
                                        spike.get("id")))
                .containsExactly("firing", "acknowledged", "resolved");
    }

    @Test
    void tellsEachChangeOnceAndCountsAllOverARestartAfterWhichTopicsAreNewOnes() throws Exception {
        try (Receiver receiver = new Receiver()) {
            client.jdbc()
                    .update(
                            "insert into notification_channels (name, kind, settings)"
                                    + " values (?, 'webhook', ?::jsonb)",
                            service,
                            "{\"url\": \"%s\"}".formatted(receiver.url("/hook")));
            client.sendLogs(service, Instant.now(), 400);
            await().atMost(LONG).untilAsserted(() -> assertThat(told(receiver)).hasSize(3));
            await().atMost(LONG).untilAsserted(() -> assertThat(alerts()).hasSize(3));
            awaitCount("analytics_metrics_1hour", 400);
            await().atMost(LONG)
                    .untilAsserted(
                            () -> assertThat(templates("template_counts_1min")).isEqualTo(400));

            application.close();
            client.makeAnew(Topics.ENRICHED_LOGS, Topics.WINDOW_DELTAS, Topics.ANALYTICS_ALERTS);
            application = run();
            Instant yesterday = Instant.now().minus(Duration.ofDays(1));
            for (int i = 0; i < 4; i++) {
                client.sendLogs(service, yesterday, 50);
            }
            command(alert("Error Spike"), AlertCommand.Action.RESOLVE);

            await().atMost(LONG)
                    .untilAsserted(
                            () ->
                                    assertThat(told(receiver))
                                            .contains("resolved Error Spike")
                                            .doesNotHaveDuplicates());
            awaitCount("analytics_metrics_1hour", 600);
            await().atMost(LONG)
                    .untilAsserted(
                            () -> assertThat(templates("template_counts_1min")).isEqualTo(600));
        } finally {
            client.jdbc().update("delete from notification_channels");
        }
    }

    @Test
    void countsEachRecordOnceOverARestartAfterWhichTheBrokerSetsItBack() throws Exception {
        Instant yesterday = Instant.now().minus(Duration.ofDays(1));
        for (int i = 0; i < 20; i++) {
            client.sendLogs(service, yesterday, 50);
        }
        awaitCount("analytics_metrics_1hour", 1_000);
        application.close();
        client.setBack("analytics-windows");
        client.setBack("analytics-alerts");
        for (int i = 0; i < 20; i++) {
            client.sendLogs(service, yesterday, 50);
        }
        application = run();

        awaitCount("analytics_metrics_1hour", 2_000);
        await().atMost(LONG)
                .untilAsserted(
                        () -> assertThat(templates("template_counts_1min")).isEqualTo(2_000));
        assertThat(readAgain("analytics-windows")).isPositive();
        assertThat(readAgain("analytics-alerts")).isPositive();
        client.sendLogs(service, yesterday, 50);
        awaitCount("analytics_metrics_1hour", 2_050);
    }

    private static double readAgain(String name) {
        return application
                .getBean(MeterRegistry.class)
                .get("stacklens.analytics.streams.repeated")
                .tag("application", name)
                .counter()
                .count();
    }

    @Test
    void aRuleOfAnOperatorTakesEffectWithoutARestart() {
        client.jdbc()
                .update(
                        "insert into alert_rules (name, metric, operator, threshold, severity,"
                                + " window_seconds, service, route)"
                                + " values (?, 'event_count', '>=', 5, 'INFO', 60, ?, '*')",
                        "Any " + service,
                        service);

        await().atMost(LONG)
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(
                        () -> {
                            client.sendLogs(service, Instant.now(), 6);
                            assertThat(alert("Any " + service))
                                    .containsEntry("route", "GET /pay/{id}");
                        });
    }

    @Test
    void aRuleThatCountsMatchesBringsTheLinesAlong() {
        client.jdbc()
                .update(
                        "insert into alert_rules (name, kind, metric, query, operator, threshold,"
                                + " severity, window_seconds, service)"
                                + " values (?, 'log_match', 'match_count', ?, '>=', 5, 'INFO', 60,"
                                + " ?)",
                        "Paid " + service,
                        "payment done severity:>=ERROR",
                        service);

        await().atMost(LONG)
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(
                        () -> {
                            client.sendLogs(service, Instant.now(), 20);
                            assertThat(alert("Paid " + service))
                                    .containsEntry("kind", "log_match")
                                    .containsEntry("status", "firing");
                        });
        Map<String, Object> alert = alert("Paid " + service);
        assertThat(alert.get("query").toString())
                .isEqualTo("service:\"%s\" (payment done severity:>=ERROR)".formatted(service));
        assertThat(alert.get("sample_records").toString()).contains("done", "ERROR", service);
        assertThat(alert.get("history").toString()).contains("value");
        await().atMost(LONG)
                .untilAsserted(
                        () ->
                                assertThat(
                                                client.jdbc()
                                                        .queryForList(
                                                                "select host from source_registry"
                                                                        + " where service = ?",
                                                                String.class,
                                                                service))
                                        .contains(""));
    }

    @Test
    void aSilencedAlertIsStoredAndToldWhenItsSilenceEnds() {
        client.jdbc()
                .update(
                        "insert into silences (kind, matchers, starts_at, ends_at, created_by)"
                                + " values ('silence', ?::jsonb, now(), now() + interval '1 hour',"
                                + " 'ada')",
                        "[{\"field\": \"service\", \"operator\": \"=\", \"value\": \"%s\"}]"
                                .formatted(service));
        client.sendLogs(service, Instant.now(), 400);

        await().atMost(LONG)
                .untilAsserted(
                        () -> assertThat(alert("Error Spike").get("suppressed_by")).isNotNull());
        client.jdbc().update("delete from silences");
        await().atMost(LONG)
                .untilAsserted(
                        () -> assertThat(alert("Error Spike").get("suppressed_by")).isNull());
        // A slow machine may find it over by now; what counts is that it was said once more.
        assertThat(
                        client.jdbc()
                                .queryForList(
                                        "select suppressed_by is null from alert_history where"
                                                + " alert_id = ? order by sequence desc limit 2",
                                        Boolean.class,
                                        alert("Error Spike").get("id")))
                .contains(true);
    }

    @Test
    void triesARuleOnWhatIsStored() throws Exception {
        Instant then = Instant.now().minus(Duration.ofDays(3)).truncatedTo(ChronoUnit.HOURS);
        client.sendLogs(service, then, 300);
        awaitCount("analytics_metrics_1min", 300);

        String rates =
                tryRule(
                        then,
                        "\"kind\":\"threshold\",\"metric\":\"error_rate\",\"operator\":\">\",\"threshold\":5");
        assertThat(rates)
                .contains("\"resolution_seconds\":60,\"window_seconds\":60,\"evaluations\":")
                .contains(
                        "\"episodes\":[{\"service\":\"%s\",\"route\":null,\"pending_since\":null,\"started_at\":\"%s\",\"resolved_at\":\"%s\",\"peak_value\":50.0}]"
                                .formatted(service, then.plusSeconds(60), then.plusSeconds(120)));

        await().atMost(LONG)
                .untilAsserted(
                        () ->
                                assertThat(
                                                tryRule(
                                                        then,
                                                        "\"kind\":\"log_match\",\"query\":\"payment"
                                                            + " severity:>=ERROR\",\"metric\":\"match_count\",\"operator\":\">=\",\"threshold\":100"))
                                        .contains(
                                                "\"started_at\":\"%s\""
                                                        .formatted(then.plusSeconds(10)),
                                                "\"resolved_at\":\"%s\",\"peak_value\":150.0"
                                                        .formatted(then.plusSeconds(70))));
    }

    @Test
    void triesRulesAboutSilenceAndBurnRatesOnWhatIsStored() throws Exception {
        Instant then = Instant.now().minus(Duration.ofDays(4)).truncatedTo(ChronoUnit.HOURS);
        client.sendLogs(service, then, 300);
        awaitCount("analytics_metrics_1min", 300);
        Long slo =
                client.jdbc()
                        .queryForObject(
                                "insert into slos (name, service, indicator, objective,"
                                        + " window_days) values (?, ?, 'availability', 99, 30)"
                                        + " returning id",
                                Long.class,
                                service,
                                service);
        String burning =
                "\"kind\":\"burn_rate\",\"metric\":\"burn_rate\",\"operator\":\">=\",\"threshold\":1,"
                    + "\"slo_id\":%d";
        String silent =
                "\"kind\":\"absence\",\"metric\":\"silence_seconds\",\"operator\":\">=\",\"threshold\":1";

        assertThat(tryRule(then, silent + ",\"after_seconds\":120"))
                .contains("\"started_at\":\"%s\"".formatted(then.plusSeconds(180)));
        assertThat(tryRule(then, burning.formatted(slo)))
                .contains("\"started_at\":\"%s\"".formatted(then.plusSeconds(60)));
        assertThat(tryRule(then, silent)).contains("silence is stored by the minute");
        assertThat(tryRule(then, burning.formatted(-1))).contains("rule.slo_id: '-1'");
        assertThat(
                        tryRule(
                                then,
                                "\"kind\":\"template\",\"metric\":\"template_count\",\"operator\":\">=\",\"threshold\":1"))
                .contains("rule.kind: 'template'", "what was new or usual then is not stored");
    }

    private String tryRule(Instant around, String fields) throws Exception {
        String body =
                """
                {"rule": {"name": "Tried", "window_seconds": 60, "severity": "INFO", "service": "%s", "min_events": 0,
                  "for_seconds": 0, "keep_firing_for_seconds": 0, "no_data": "ok", "group_by": [], "labels": {},
                  "enabled": true, %s}, "from": "%s", "to": "%s"}\
                """
                        .formatted(
                                service,
                                fields,
                                around.minus(Duration.ofMinutes(10)),
                                around.plus(Duration.ofMinutes(10)));
        int port = ((ServletWebServerApplicationContext) application).getWebServer().getPort();
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                            HttpRequest.newBuilder(
                                            URI.create(
                                                    "http://localhost:%d/api/v1/alert-rules/test"
                                                            .formatted(port)))
                                    .header("Content-Type", "application/json")
                                    .POST(HttpRequest.BodyPublishers.ofString(body))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        }
    }

    @Test
    void aRecordWithoutAValueStopsNobody() {
        for (int partition = 0; partition < 4; partition++) {
            client.send(Topics.WINDOW_DELTAS, partition, null, null);
        }
        client.sendLogs(service, Instant.now(), 10);

        awaitCount("analytics_metrics_1min", 10);
        await().atMost(LONG).untilAsserted(() -> assertThat(countedByTemplate()).isEqualTo(10L));
    }

    @Test
    void whatDoesNotDecodeGoesToTheDeadLettersAndTheRestGoesOn() {
        MeterRegistry meters = application.getBean(MeterRegistry.class);
        double before = deadLettered(meters);

        client.send(Topics.ENRICHED_LOGS, 0, null, "junk".getBytes(UTF_8));
        client.send(Topics.WINDOW_METRICS, service, "junk".getBytes(UTF_8));
        client.send(Topics.ANALYTICS_ALERTS, service, "{}".getBytes(UTF_8));
        client.sendLogs(service, Instant.now().minus(Duration.ofDays(2)), 10);

        awaitCount("analytics_metrics_1min", 10);
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(deadLettered(meters)).isEqualTo(before + 3));
        for (String stage : STAGES) {
            await().atMost(LONG)
                    .untilAsserted(
                            () ->
                                    assertThat(sum(meters, "received", stage))
                                            .as(stage)
                                            .isPositive()
                                            .isEqualTo(
                                                    sum(meters, "forwarded", stage)
                                                            + sum(meters, "discarded", stage)
                                                            + sum(meters, "dead_lettered", stage)));
        }
    }

    private static double deadLettered(MeterRegistry meters) {
        return STAGES.stream().mapToDouble(stage -> sum(meters, "dead_lettered", stage)).sum();
    }

    private static double sum(MeterRegistry meters, String fate, String stage) {
        return meters
                .find("stacklens.analytics.records." + fate)
                .tag("stage", stage)
                .counters()
                .stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    private static ConfigurableApplicationContext run() {
        ConfigurableApplicationContext started =
                AnalyticsApplication.application()
                        .run(
                                "--spring.kafka.bootstrap-servers="
                                        + EmbeddedPlatform.shared().bootstrapServers(),
                                "--spring.datasource.url=" + database.url(),
                                "--spring.datasource.username=" + database.appUser(),
                                "--spring.datasource.password=" + database.appPassword(),
                                "--stacklens.instance=it",
                                // What is found is asserted here, not how fast.
                                "--stacklens.analytics.alert-lines.within=8s",
                                "--stacklens.notifications.allowed-targets=127.0.0.1",
                                "--server.port=0");
        await().atMost(LONG)
                .untilAsserted(
                        () ->
                                assertThat(started.getBeansOfType(HealthComponent.class).values())
                                        .allSatisfy(
                                                part ->
                                                        assertThat(part.check())
                                                                .as(part.name())
                                                                .matches(
                                                                        HealthComponent.State
                                                                                ::up)));
        return started;
    }

    private void awaitCount(String table, long events) {
        await().atMost(LONG)
                .untilAsserted(
                        () ->
                                assertThat(
                                                client.jdbc()
                                                        .queryForObject(
                                                                "select coalesce(sum(event_count),"
                                                                        + " 0) from "
                                                                        + table
                                                                        + " where service = ? and"
                                                                        + " route = ''",
                                                                Long.class,
                                                                service))
                                        .isEqualTo(events));
    }

    private void awaitClosed() {
        await().atMost(LONG)
                .untilAsserted(
                        () ->
                                assertThat(
                                                client.jdbc()
                                                        .queryForList(
                                                                "select closed from"
                                                                        + " analytics_metrics_1min"
                                                                        + " where service = ?",
                                                                Boolean.class,
                                                                service))
                                        .isNotEmpty()
                                        .containsOnly(true));
    }

    private Long templates(String table) {
        return client.jdbc()
                .queryForObject(
                        "select coalesce(sum(total), 0) from " + table + " where service = ?",
                        Long.class,
                        service);
    }

    private List<Map<String, Object>> alerts() {
        return client.jdbc().queryForList("select * from alerts where service = ?", service);
    }

    private Map<String, Object> alert(String rule) {
        return alerts().stream()
                .filter(row -> row.get("rule").equals(rule))
                .findFirst()
                .orElse(Map.of());
    }

    private @Nullable Long countedByTemplate() {
        return client.jdbc()
                .queryForObject(
                        "select sum(total)::bigint from template_counts_1min where service = ?",
                        Long.class,
                        service);
    }

    private List<String> told(Receiver receiver) {
        return receiver.posts().stream()
                .map(Receiver.Post::json)
                .filter(post -> post.at("/alerts/0/service").asString().equals(service))
                .map(
                        post ->
                                post.get("event").asString()
                                        + " "
                                        + post.at("/alerts/0/rule").asString())
                .toList();
    }

    private void command(Map<String, Object> alert, AlertCommand.Action action) {
        AlertCommand command =
                new AlertCommand(alert.get("id").toString(), service, action, "ada", Instant.now());
        client.send(Topics.ALERT_COMMANDS, service, Json.write(command));
    }
}
