package io.stacklens.dashboard.errors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.stacklens.dashboard.RunningDashboard;
import io.stacklens.model.LogRecord;
import io.stacklens.model.batch.LogBatchBuilder;
import io.stacklens.model.batch.LogColumn;
import io.stacklens.model.json.Json;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;

import java.util.List;

class RankingsIT {

    private final RunningDashboard dashboard = RunningDashboard.shared();

    @BeforeAll
    static void storeRows() {
        var jdbc = RunningDashboard.shared().jdbc();
        jdbc.sql(
                        """
                        insert into error_groups_1min values
                            ('rank', 't1', 'IOException', now() - interval '2 minutes', 3, 'older', now() - interval '2 minutes'),
                            ('rank', 't1', 'IOException', now() - interval '1 minute', 4, 'newer', now() - interval '1 minute'),
                            ('rank', 't2', '', now() - interval '1 minute', 5, 'other', now()),
                            ('rank', 't3', '', now() - interval '2 days', 99, 'long ago', now() - interval '2 days')\
                        """)
                .update();
        for (String length : List.of("hour", "day")) {
            jdbc.sql(
                            """
                            insert into error_groups_1%1$s
                            select service, template_id, exception_type,
                                   date_trunc('%1$s', window_start, 'UTC'), sum(total), max(last_seen)
                            from error_groups_1min where service = 'rank' group by 1, 2, 3, 4\
                            """
                                    .formatted(length))
                    .update();
        }
        jdbc.sql("insert into log_templates values ('t1', 'failed <*>', 'rank', now(), now())")
                .update();
        jdbc.sql(
                        """
                        insert into template_counts_1min values
                            ('rank', 't1', '2025-03-01T12:00:00Z', 7), ('rank', 't1', '2025-03-01T12:01:00Z', 5),
                            ('rank', 't9', '2025-03-01T12:00:00Z', 20)\
                        """)
                .update();
        for (String length : List.of("hour", "day")) {
            jdbc.sql(
                            """
                            insert into template_counts_1%1$s
                            select service, template_id, date_trunc('%1$s', window_start, 'UTC'), sum(total)
                            from template_counts_1min where service = 'rank' group by 1, 2, 3\
                            """
                                    .formatted(length))
                    .update();
        }
        jdbc.sql(
                        """
                        insert into analytics_metrics_1hour (service, route, window_start, window_end, event_count,
                            error_count, total_requests, latency_p50, latency_p99, bytes, unique_users,
                            severity_counts, revision, closed)
                        select 'rank', route, date_trunc('hour', now()) - interval '1 hour', date_trunc('hour', now()),
                            10, 0, 10, p99 / 2, p99, 0, 0, '{}', 1, true
                        from (values ('GET /a', 100), ('GET /b', 900)) as routes (route, p99)\
                        """)
                .update();
        LogBatchBuilder batch = new LogBatchBuilder();
        batch.addRow();
        batch.put(LogColumn.SERVICE, "rank")
                .put(LogColumn.OBSERVED_TIMESTAMP, 1_740_830_400_000_000_000L)
                .put(LogColumn.BODY, "risky")
                .put(LogColumn.SEVERITY_NUMBER, 17L)
                .put(LogColumn.RISK_SCORE, 88L);
        LogRecord record = batch.build().record(0);
        jdbc.sql(
                        "insert into high_risk_records values (?, '2025-03-01T12:00:00Z', 'rank',"
                                + " 88, ?::jsonb)")
                .params(record.id().toString(), Json.mapper().writeValueAsString(record))
                .update();
        jdbc.sql(
                        """
                        insert into anomalies values
                            ('rank-1', 'rank', null, 'isolation-forest', '2025-03-01T12:00:00Z', '2025-03-01T12:01:00Z',
                             now(), 0.91, 'WARNING',
                             '[{"feature": "error_rate", "value": 50, "expected": 1, "contribution": 0.8}]', '{x}'),
                            ('rank-2', 'rank', null, 'isolation-forest', '2025-03-01T12:01:00Z', '2025-03-01T12:02:00Z',
                             now(), 0.71, 'INFO', '[]', '{}')\
                        """)
                .update();
    }

    @Test
    void ranksErrorsByFrequency() {
        JsonNode items = dashboard.get("/api/v1/top-errors?service=rank").items();

        assertThat(items.findValuesAsString("total")).containsExactly("7", "5");
        assertThat(items.get(0).get("template").asString()).isEqualTo("failed <*>");
        assertThat(items.get(0).get("sample").asString()).isEqualTo("newer");
        assertThat(items.get(0).get("exception_type").asString()).isEqualTo("IOException");
        assertThat(items.get(1).get("exception_type").isNull()).isTrue();
    }

    @Test
    void ranksErrorsOfALongTime() {
        JsonNode items =
                dashboard.get("/api/v1/top-errors?service=rank&from=2025-03-01T00:00:00Z").items();

        assertThat(items.findValuesAsString("total")).containsExactly("99", "7", "5");
        assertThat(items.findValuesAsString("sample"))
                .containsExactly("long ago", "newer", "other");
    }

    @Test
    void pagesARankingByPosition() {
        JsonNode first = dashboard.get("/api/v1/top-errors?service=rank&limit=1").json();
        JsonNode second =
                dashboard
                        .get(
                                "/api/v1/top-errors?service=rank&limit=1&cursor="
                                        + first.get("next_cursor").asString())
                        .json();

        assertThat(second.get("items").get(0).get("template_id").asString()).isEqualTo("t2");
        assertThat(second.get("next_cursor").isNull()).isTrue();
    }

    @Test
    void ranksErrorsOfAllServicesAsThoseOfOne() {
        String time = "from=2025-03-01T00:00:00Z&limit=10000";

        assertThat(itemsOf("rank", "/api/v1/top-errors?" + time))
                .containsExactlyElementsOf(
                        dashboard.get("/api/v1/top-errors?service=rank&" + time).items());
    }

    @Test
    void addsLateErrorsToHoursThatAreRemembered() {
        String path = "/api/v1/top-errors?from=2025-05-01T09:30:00Z&to=2025-05-01T12:30:00Z";
        var jdbc = dashboard.jdbc();
        for (String end : List.of("1min", "1hour", "1day")) {
            jdbc.sql(
                            """
                            insert into error_groups_%1$s (service, template_id, exception_type, window_start, total, last_seen%2$s)
                            values ('late', 't1', '', date_trunc('%3$s', timestamptz '2025-05-01T10:07:00Z', 'UTC'), 3,
                                    '2025-05-01T10:07:05Z'%4$s)\
                            """
                                    .formatted(
                                            end,
                                            end.equals("1min") ? ", sample" : "",
                                            end.equals("1min") ? "minute" : end.substring(1),
                                            end.equals("1min") ? ", 'first'" : ""))
                    .update();
        }

        assertThat(itemsOf("late", path))
                .singleElement()
                .satisfies(
                        error -> {
                            assertThat(error.get("total").asInt()).isEqualTo(3);
                            assertThat(error.get("template").asString()).isEqualTo("failed <*>");
                            assertThat(error.get("exception_type").isNull()).isTrue();
                            assertThat(error.get("sample").asString()).isEqualTo("first");
                            assertThat(error.get("last_seen").asString())
                                    .isEqualTo("2025-05-01T10:07:05Z");
                        });

        jdbc.sql("update error_groups_1hour set total = total + 5 where service = 'late'").update();
        await().untilAsserted(
                        () ->
                                assertThat(itemsOf("late", path).getFirst().get("total").asInt())
                                        .isEqualTo(8));

        jdbc.sql("delete from error_groups_1hour where service = 'late'").update();
        await().untilAsserted(() -> assertThat(itemsOf("late", path)).isEmpty());
    }

    private List<JsonNode> itemsOf(String service, String path) {
        return dashboard
                .get(path)
                .items()
                .valueStream()
                .filter(item -> item.get("service").asString().equals(service))
                .toList();
    }

    @Test
    void ranksRoutesByLatency() {
        JsonNode items = dashboard.get("/api/v1/slowest?service=rank").items();

        assertThat(items.findValuesAsString("route")).containsExactly("GET /b", "GET /a");
        assertThat(items.get(0).get("latency_p50").asDouble()).isEqualTo(450);
    }

    @Test
    void showsRiskyRecordsAsLogItems() {
        JsonNode item = dashboard.get("/api/v1/high-risk?service=rank").items().get(0);

        assertThat(item.get("body").asString()).isEqualTo("risky");
        assertThat(item.get("severity").asString()).isEqualTo("ERROR");
        assertThat(item.get("risk_score").asInt()).isEqualTo(88);
        assertThat(dashboard.get("/api/v1/high-risk?service=rank&min_score=90").items()).isEmpty();
    }

    @Test
    void countsTemplates() {
        JsonNode items = dashboard.get("/api/v1/templates?service=rank").items();

        assertThat(items.findValuesAsString("total")).containsExactly("20", "12");
        assertThat(items.get(1).get("template").asString()).isEqualTo("failed <*>");
        assertThat(items.get(0).get("template").isNull()).isTrue();
        assertThat(
                        dashboard
                                .get("/api/v1/templates?service=rank&from=2025-03-01T12:01:00Z")
                                .items()
                                .findValuesAsString("total"))
                .containsExactly("5");
    }

    @Test
    void countsTemplatesOfAllServicesAsThoseOfOne() {
        String time = "limit=10000&from=2025-03-01T00:00:00Z&to=2025-03-02T12:00:00Z";

        List<JsonNode> all =
                dashboard
                        .get("/api/v1/templates?" + time)
                        .items()
                        .valueStream()
                        .filter(item -> item.get("services").toString().equals("[\"rank\"]"))
                        .toList();

        assertThat(all)
                .hasSize(2)
                .containsExactlyElementsOf(
                        dashboard.get("/api/v1/templates?service=rank&" + time).items());
    }

    @Test
    void listsAnomalies() {
        assertThat(dashboard.get("/api/v1/anomalies?service=rank").items().findValuesAsString("id"))
                .containsExactly("rank-2", "rank-1");
        assertThat(
                        dashboard
                                .get("/api/v1/anomalies?service=rank&level=WARN")
                                .items()
                                .findValuesAsString("id"))
                .containsExactly("rank-1");
        JsonNode anomaly = dashboard.get("/api/v1/anomalies/rank-1").json();
        assertThat(anomaly.get("reasons").get(0).get("feature").asString()).isEqualTo("error_rate");
        assertThat(dashboard.get("/api/v1/anomalies/none").status()).isEqualTo(404);
    }

    @Test
    void keepsWhatPeopleThinkOfAnAnomaly() {
        String path = "/api/v1/anomalies/rank-2";
        assertThat(dashboard.get(path).json().get("feedback").isNull()).isTrue();

        dashboard.post(path + "/feedback", "{\"verdict\": \"false_alarm\"}");
        JsonNode judged =
                dashboard
                        .post(
                                path + "/feedback",
                                "{\"verdict\": \"useful\", \"comment\": \"a deploy\"}")
                        .json();

        assertThat(judged.get("id").asString()).isEqualTo("rank-2");
        JsonNode feedback = dashboard.get(path).json().get("feedback");
        assertThat(feedback.get("verdict").asString()).isEqualTo("useful");
        assertThat(feedback.get("comment").asString()).isEqualTo("a deploy");
        assertThat(feedback.get("by").asString()).isEqualTo("operator");
        assertThat(dashboard.post(path + "/feedback", "{\"verdict\": \"maybe\"}").status())
                .isEqualTo(400);
        assertThat(
                        dashboard
                                .post(
                                        "/api/v1/anomalies/none/feedback",
                                        "{\"verdict\": \"useful\"}")
                                .status())
                .isEqualTo(404);
    }
}
