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
    @MethodSource("attacks")
    void refuses(String sql) {
        assertThatThrownBy(() -> SqlGate.admit(sql)).isInstanceOf(RefusedQueryException.class);
    }

    @Test
    void namesTheRelationThatItRefuses() {
        assertThatThrownBy(() -> SqlGate.admit("select * from users"))
                .hasMessageStartingWith("relation: 'users' (expected: active_alerts, ");
    }

    @Test
    void namesTheFunctionThatItRefuses() {
        assertThatThrownBy(() -> SqlGate.admit("select pg_sleep(10)"))
                .hasMessageStartingWith("function: 'pg_sleep' (expected: ");
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
                "select service, array_agg(distinct template_id order by template_id) from"
                        + " template_counts_1min group by service",
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

    static Stream<String> attacks() {
        return Stream.of(
                // more than one statement, or none
                "",
                "   ",
                ";",
                "select 1; select 2",
                "select 1; drop table alerts",
                "select 1; -- \n delete from alerts",
                "not sql at all",
                "select",
                "select 'unclosed",
                // other statements
                "delete from alerts",
                "update alerts set status = 'resolved'",
                "insert into alerts (id) values ('x')",
                "drop table alerts",
                "truncate alerts",
                "create table t (id int)",
                "create table t as select * from service_health",
                "alter role stacklens_query superuser",
                "grant all on alerts to public",
                "copy alerts to '/tmp/x'",
                "copy (select 1) to program 'id'",
                "explain analyze delete from alerts",
                "explain select 1",
                "set statement_timeout = 0",
                "reset all",
                "begin",
                "commit",
                "vacuum",
                "call f()",
                "do $$ begin perform 1; end $$",
                "listen x",
                "notify x",
                "lock table alerts",
                "prepare p as select 1",
                "execute p",
                "declare c cursor for select 1",
                "show all",
                "load 'x'",
                "merge into alerts using service_health on true when matched then delete",
                // writing inside a select
                "with gone as (delete from alerts returning *) select * from gone",
                "with changed as (update alerts set status = 'resolved' returning *) select * from"
                        + " changed",
                "with made as (insert into alerts (id) values ('x') returning *) select * from"
                        + " made",
                "select * into stolen from service_health",
                "select * from active_alerts for update",
                "select * from active_alerts for share",
                "select * from active_alerts for no key update skip locked",
                // relations that are not open
                "select * from users",
                "select * from alerts",
                "select * from log_blocks",
                "select * from api_keys",
                "select * from audit_log",
                "select * from user_profiles",
                "select * from pg_stat_activity",
                "select * from pg_catalog.pg_authid",
                "select * from pg_shadow",
                "select * from information_schema.tables",
                "select * from \"pg_authid\"",
                "select * from PG_CATALOG.PG_USER",
                "select * from other.service_health",
                "select * from db.public.service_health",
                "select * from service_health, pg_roles",
                "select * from service_health join pg_roles on true",
                "select * from service_health where service in (select rolname from pg_roles)",
                "select (select max(rolname) from pg_roles)",
                "select 1 union select rolname from pg_roles",
                "select 1 from service_health order by (select max(rolname) from pg_roles)",
                "select count(*) from service_health having (select true from pg_roles limit 1)",
                "select count(*) filter (where exists (select 1 from pg_roles)) from"
                        + " service_health",
                "select sum(1) over (order by (select 1 from pg_roles)) from service_health",
                "select case when exists (select 1 from pg_roles) then 1 end",
                "select 1 limit (select count(*) from pg_roles)",
                "select 1 offset (select count(*) from pg_roles)",
                "select * from (select * from pg_roles) x",
                "select * from service_health s, lateral (select * from pg_roles) x",
                "select array(select rolname from pg_roles)",
                "select * from (values ((select max(rolname) from pg_roles))) x",
                "with x as (select * from pg_roles) select * from x",
                "with recursive x as (select 1 union all select 1 from pg_roles) select * from x",
                "with pg_roles as (select 1) select * from pg_roles",
                "with \"pg_roles\" as (select 1) select (select max(rolname) from pg_roles)",
                "table pg_roles",
                "select * from only pg_roles",
                "select \"service_health\" from \"Service_Health\"",
                // functions that are not open
                "select pg_sleep(10)",
                "select PG_SLEEP(10)",
                "select \"pg_sleep\"(10)",
                "select pg_catalog.pg_sleep(10)",
                "select pg_catalog.\"pg_sleep\"(10)",
                "select pg_read_file('/etc/passwd')",
                "select pg_ls_dir('/')",
                "select lo_import('/etc/passwd')",
                "select lo_export(1, '/tmp/x')",
                "select dblink('host=evil', 'select 1')",
                "select set_config('statement_timeout', '0', false)",
                "select current_setting('data_directory')",
                "select pg_terminate_backend(1)",
                "select pg_cancel_backend(1)",
                "select pg_advisory_lock(1)",
                "select pg_notify('x', 'y')",
                "select pg_reload_conf()",
                "select nextval('log_block_ids')",
                "select query_to_xml('select * from pg_roles', true, true, '')",
                "select database_to_xml(true, true, '')",
                "select version()",
                "select inet_server_addr()",
                "select archive_expired(now())",
                "select drop_log_partition('2026-01-01')",
                "select repeat('x', 1000000000)",
                "select lpad('x', 1000000000)",
                "select generate_series(1, 1000000000)",
                "select * from generate_series(1, 1000000000)",
                "select * from pg_ls_dir('/')",
                "select * from rows from (pg_ls_dir('/'))",
                "select * from service_health where pg_sleep(1) is null",
                "select * from service_health order by pg_sleep(1)",
                "select count(*) from service_health group by pg_sleep(1)",
                "select count(*) from service_health having pg_sleep(1) is null",
                "select * from service_health a join service_health b on pg_sleep(1) is null",
                "select * from service_health limit length(version())",
                "select sum(length(version())) over (partition by pg_sleep(1)) from service_health",
                "select count(*) filter (where pg_sleep(1) is null) from service_health",
                "select percentile_cont(0.5) within group (order by pg_sleep(1)) from"
                        + " service_health",
                "select case when true then pg_sleep(1) end",
                "select coalesce(pg_sleep(1), null)",
                "select array[pg_sleep(1)]",
                "select (pg_sleep(1))::text",
                "select cast(pg_sleep(1) as text)",
                "select extract(epoch from pg_postmaster_start_time())",
                "select row(pg_sleep(1))",
                "select sum(1) over w from service_health window w as (order by pg_sleep(1))",
                "select distinct on (pg_sleep(1)) service from service_health",
                "select interval '1 day' * length(version())",
                "select trim(both version() from 'x')",
                "select 1 where 1 = any (array[length(version())])",
                "values (pg_sleep(1))",
                // types that look into the catalogue
                "select 'pg_authid'::regclass",
                "select cast('pg_authid' as regclass)",
                "select 'stacklens_owner'::regrole",
                "select 1::oid::regproc",
                // quoting that parsers read in different ways
                "select $$a$$",
                "select $tag$ ; drop table alerts $tag$",
                "select E'\\'; drop table alerts; --'",
                "select e'x'",
                "select U&'\\0041'",
                "select 'a\\' union select rolname from pg_roles --'",
                "select ?",
                "select :name",
                "select {fn now()}",
                "select @@version",
                "select " + "1 + ".repeat(5000) + "1");
    }
}
