package io.stacklens.dashboard.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.stacklens.dashboard.RunningDashboard;
import io.stacklens.dashboard.RunningDashboard.Answer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.util.Map;

@Timeout(120)
class QueryIT {

    private final RunningDashboard dashboard = RunningDashboard.shared();
    private final JsonMapper json = JsonMapper.builder().build();

    @Test
    void answersColumnsAndRows() {
        Answer answer =
                query(
                        "select id, name, threshold from (values (1, 'a', 2.5), (2, null, 3)) as t"
                                + " (id, name, threshold)");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().toString())
                .isEqualTo(
                        "{\"columns\":[\"id\",\"name\",\"threshold\"],\"rows\":[[1,\"a\",2.5],[2,null,3]],\"truncated\":false}");
    }

    @ParameterizedTest
    @MethodSource("io.stacklens.dashboard.query.SqlGateTest#good")
    void theDatabaseTakesWhatIsAdmitted(String sql) {
        Answer answer = query(sql);

        assertThat(answer.status()).as(answer.body()).isIn(200, 403);
        if (answer.status() == 403) {
            // Table rows hold sketches as well; their columns are granted one by one.
            assertThat(answer.body()).contains("permission denied");
            assertThat(sql).contains("*");
        }
    }

    @ParameterizedTest
    @MethodSource("io.stacklens.dashboard.query.SqlGateTest#attacks")
    void answersEveryAttackWithAProblem(String sql) {
        Answer answer = query(sql);

        assertThat(answer.status()).as(answer.body()).isBetween(400, 499);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.json().get("detail").asString()).isNotBlank();
    }

    @Test
    void cutsAtTheLimitAndSaysSo() {
        Answer answer =
                dashboard.post(
                        "/api/v1/query",
                        json.writeValueAsString(Map.of("sql", "values (1), (2), (3)", "limit", 2)));

        assertThat(answer.json().get("rows")).hasSize(2);
        assertThat(answer.json().get("truncated").asBoolean()).isTrue();
    }

    @Test
    void stopsAQueryThatTakesTooLong() {
        String digits = "(values (0), (1), (2), (3), (4), (5), (6), (7), (8), (9))";
        StringBuilder from = new StringBuilder(digits + " t0");
        for (int i = 1; i < 10; i++) {
            from.append(", ").append(digits).append(" t").append(i);
        }

        // More often than there are connections, for the limit has to hold for used ones too.
        for (int i = 0; i < 5; i++) {
            Answer answer = query("select count(*) from " + from);

            assertThat(answer.status()).isEqualTo(422);
            assertThat(answer.json().get("detail").asString()).contains("longer than 1000 ms");
        }
    }

    @Test
    void explainsWhatTheDatabaseRefuses() {
        Answer missing = query("select nothing from service_health");
        Answer division = query("select 1 / 0");

        assertThat(missing.status()).isEqualTo(400);
        assertThat(missing.json().get("detail").asString()).contains("\"nothing\" does not exist");
        assertThat(division.status()).isEqualTo(400);
        assertThat(division.json().get("detail").asString()).contains("division by zero");
    }

    @Test
    void refusesARequestWithoutSql() {
        Answer answer = dashboard.post("/api/v1/query", "{\"limit\": 5}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().get("errors").get(0).get("field").asString()).isEqualTo("sql");
    }

    @Test
    void writesTimesAndDocumentsAsJson() {
        JsonNode row =
                query(
                                "select timestamptz '2026-01-01T12:00:00Z', '{\"a\": 1}'::jsonb,"
                                    + " true, array[1,2], interval '90 seconds', '1.5'::numeric")
                        .json()
                        .get("rows")
                        .get(0);

        assertThat(row.toString())
                .isEqualTo("[\"2026-01-01T12:00:00Z\",{\"a\":1},true,[1,2],\"00:01:30\",1.5]");
    }

    private Answer query(String sql) {
        return dashboard.post("/api/v1/query", json.writeValueAsString(Map.of("sql", sql)));
    }
}
