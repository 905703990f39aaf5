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

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
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

    @Test
    void answersEveryAttackWithAProblemAndLeavesTheDatabaseAsItWas() {
        String before = state();

        Attacks.all()
                .forEach(
                        sql -> {
                            Answer answer = query(sql);

                            assertThat(answer.status())
                                    .as("%.200s: %s", sql, answer.body())
                                    .isBetween(400, 499);
                            assertThat(answer.header("Content-Type"))
                                    .isEqualTo("application/problem+json");
                            assertThat(answer.json().get("detail").asString()).isNotBlank();
                        });

        assertThat(state()).isEqualTo(before);
    }

    /** The fences behind the gate: an attack that were let through would do no harm either. */
    @Test
    void doesNoHarmToTheDatabaseWithoutTheGateEither() throws SQLException {
        String before = state();

        List<String> harmless = new ArrayList<>();
        Attacks.all()
                .filter(sql -> !sql.isBlank())
                .forEach(
                        sql -> {
                            try (Connection connection = dashboard.connectAsQueryRole()) {
                                connection.setAutoCommit(false);
                                connection.setReadOnly(true);
                                try (Statement statement = connection.createStatement()) {
                                    statement.execute("set local statement_timeout = 100");
                                    statement.setMaxRows(10);
                                    statement.execute(sql);
                                    harmless.add(sql);
                                } finally {
                                    connection.rollback();
                                }
                            } catch (SQLException e) {
                                assertThat(e.getMessage()).isNotBlank();
                            }
                        });

        assertThat(state()).isEqualTo(before);
        assertThat(harmless).isNotEmpty();
    }

    /** What the database holds, allows and is set to. */
    private String state() {
        return dashboard
                .jdbc()
                .sql(
                        """
                        select concat_ws(' | ',
                            (select string_agg(relname || relkind::text || coalesce(relacl::text, ''), ',' order by oid)
                             from pg_class where relnamespace = 'public'::regnamespace
                                and relname not like '%log_blocks%'),
                            (select string_agg(proname || coalesce(proacl::text, ''), ',' order by oid)
                             from pg_proc where pronamespace = 'public'::regnamespace),
                            (select string_agg(rolname || rolsuper || coalesce(rolconfig::text, ''), ',' order by oid)
                             from pg_roles),
                            (select string_agg(extname, ',' order by oid) from pg_extension),
                            (select string_agg(nspname, ',' order by oid) from pg_namespace
                             where nspname not like 'pg_t%'),
                            (select count(*) from pg_trigger where tgenabled = 'O'),
                            (select count(*) from pg_largeobject_metadata),
                            (select count(*) from pg_locks where locktype = 'advisory'
                                and database = (select oid from pg_database where datname = current_database())),
                            (select string_agg(name || '=' || setting, ',' order by name) from pg_settings
                             where source not in ('client', 'session') and name not like 'in_hot%'),
                            (select md5(coalesce(string_agg(a::text, ',' order by id), '')) from alerts a),
                            (select md5(coalesce(string_agg(r::text, ',' order by id), '')) from alert_rules r),
                            (select count(*) from audit_log), (select count(*) from log_templates))\
                        """)
                .query(String.class)
                .single();
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
        for (int i = 0; i < 3; i++) {
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
