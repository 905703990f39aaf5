package io.stacklens.dashboard.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.stream.Stream;

class SqlGateTest {

    @ParameterizedTest
    @MethodSource("good")
    void admits(String sql) {
        assertThatCode(() -> SqlGate.admit(sql)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @MethodSource("io.stacklens.dashboard.query.Attacks#all")
    void refuses(String sql) {
        assertThatThrownBy(() -> SqlGate.admit(sql)).isInstanceOf(RefusedQueryException.class);
    }

    @Test
    void namesTheRelationThatItRefuses() {
        assertThatThrownBy(() -> SqlGate.admit("select * from users"))
                .hasMessageStartingWith("relation: 'users' (expected: active_alerts, ");
    }

    @Test
    void saysWhereItIsNoSqlWithoutTheParsersNames() {
        assertThatThrownBy(() -> SqlGate.admit("selec 1"))
                .hasMessageContaining("line 1, column 1")
                .hasMessageNotContaining("Exception");
    }

    @Test
    void namesTheFunctionThatItRefuses() {
        assertThatThrownBy(() -> SqlGate.admit("select pg_sleep(10)"))
                .hasMessageStartingWith("function: 'pg_sleep' (expected: ");
    }

    @Test
    void takesWordsOfTheSessionForColumnsOnlyInQuotes() {
        assertThatThrownBy(() -> SqlGate.admit("select current_user"))
                .hasMessageStartingWith("'current_user' tells of the session");
        assertThatCode(() -> SqlGate.admit("select \"user\" from (values (1)) as t (\"user\")"))
                .doesNotThrowAnyException();
    }

    @Test
    void leavesTextsAsTheyAre() {
        assertThat(SqlGate.admit("select 'a sample', sample from top_errors"))
                .isEqualTo("SELECT 'a sample', \"sample\" FROM top_errors");
    }

    @Test
    void writesTheStatementAnewSoThatCommentsAreGone() {
        assertThat(SqlGate.admit("select 1 /* ; drop table alerts */ -- more"))
                .isEqualToIgnoringCase("select 1");
    }

    @ParameterizedTest
    @ValueSource(ints = {50, 500, 4000})
    void answersDeepNestingWithARefusalOrAnAdmission(int depth) {
        String sql = "select " + "(".repeat(depth) + "1" + ")".repeat(depth);

        assertThatCode(
                        () -> {
                            try {
                                SqlGate.admit(sql);
                            } catch (RefusedQueryException e) {
                                assertThat(e).hasMessageStartingWith("parentheses in parentheses");
                            }
                        })
                .doesNotThrowAnyException();
    }

    static Stream<String> good() {
        return Stream.of(
                "select 1",
                "select service, sum(event_count) as events from service_metrics_1min where"
                    + " window_start > now() - interval '1 hour' group by service order by events"
                    + " desc limit 10",
                "select * from service_health",
                "select service, window_start, window_end, event_count, error_count, error_rate,"
                        + " total_requests, latency_avg, latency_p50, latency_p95, latency_p99,"
                        + " latency_max, bytes, unique_users, severity_counts from"
                        + " service_metrics_1min",
                "select service, route, closed, updated_at from analytics_metrics_5min",
                "select service, status, error_rate, latency_p99, events_per_minute, last_seen from"
                        + " service_health",
                "select service, window_start, event_count, previous_event_count,"
                        + " previous_error_rate, previous_latency_p99 from service_trends",
                "select id, rule_id, rule, service, route, severity, status, metric, value,"
                        + " threshold, window_seconds, pending_since, started_at, acknowledged_at,"
                        + " acknowledged_by, changed_at from active_alerts",
                "select service, template_id, template, exception_type, total, sample, last_seen"
                        + " from top_errors",
                "select id, event_time, service, risk_score, record from high_risk_events",
                "select service, template_id, window_start, total from template_counts_1min",
                "select template_id, template, service, first_seen, last_seen from log_templates",
                "select 'a sample of samples' as \"sample\"",
                "SELECT \"service\", Count(*) FROM Active_Alerts GROUP BY 1 HAVING count(*) > 1",
                "select * from public.top_errors t where t.total > 5 and sample ilike '%time out%'",
                "with slow as (select * from slowest_operations where latency_p99 > 100) select"
                        + " service, count(*) from slow group by service",
                "select a.service, b.status from active_alerts a left join service_health b on"
                        + " a.service = b.service",
                "select a.service from active_alerts a join service_health b using (service)",
                "select service from service_health union all select service from active_alerts"
                        + " order by 1",
                "select service, window_start, event_count - lag(event_count) over (partition by"
                        + " service order by window_start) from analytics_metrics_1hour",
                "select percentile_cont(0.5) within group (order by latency_p99) from"
                        + " service_metrics_1min",
                "select count(*) filter (where status = 'critical') from service_health",
                "select date_trunc('hour', window_start) as hour, max(latency_max) from"
                        + " analytics_metrics_1min group by 1",
                "select extract(epoch from window_start) from service_metrics_1min",
                "select severity_counts ->> 'ERROR' from service_metrics_1min",
                "select (severity_counts ->> 'ERROR')::bigint from service_metrics_1min",
                "select cast(event_count as double precision) / 60 from service_metrics_1min",
                "select case when error_rate > 5 then 'bad' else 'good' end from service_health",
                "select coalesce(error_rate, 0), round(latency_p99::numeric, 2) from"
                        + " service_health",
                "select * from service_health where service in ('a', 'b') and last_seen between"
                        + " now() - interval '1 day' and now()",
                "select * from service_health where exists (select 1 from active_alerts a where"
                        + " a.service = service_health.service)",
                "select window_start at time zone 'UTC' from service_metrics_1min",
                "select timestamp '2026-01-01 00:00:00', date '2026-01-01'",
                "select distinct service from log_templates",
                "select * from service_health where service in ('a'" + ", 'b'".repeat(50) + ")",
                "select service, count(distinct template_id) from template_counts_1min group by"
                        + " service",
                "select service || ' ' || metric || ' at ' || threshold::text from active_alerts",
                "select s.service, x.n from service_health s cross join lateral (select count(*) as"
                        + " n from active_alerts a where a.service = s.service) x",
                "select * from calculate_sla('shop', now() - interval '1 day', now(), 99.9)",
                "select * from active_alert_counts()",
                "select key, value from service_metrics_1min, jsonb_each_text(severity_counts)",
                "select sum(event_count) over w from service_metrics_1min window w as (order by"
                        + " window_start rows between 5 preceding and current row)",
                "select service, grouping_total from (select service, count(*) as grouping_total"
                        + " from error_groups_1min group by service) t",
                "select 'it''s' || ' fine'",
                "select not (error_rate > 5), -events_per_minute from service_health",
                "select current_date, current_timestamp",
                "select service from service_health offset 5 limit 10",
                "select service from service_health fetch first 5 rows only",
                "values (1, 'a'), (2, 'b')",
                "select sample ~ '^[0-9]+ errors?$' from top_errors",
                "select array[1, 2, 3]",
                "select trim(both ' ' from sample), substring(sample, 1, 10) from top_errors");
    }
}
