-- What the dashboard reads, and what SQL users may read.

create view service_metrics_1min as
select service, window_start, window_end, event_count, error_count, error_rate, total_requests,
       latency_avg, latency_p50, latency_p95, latency_p99, latency_max, bytes, unique_users, severity_counts
from analytics_metrics_1min
where route = '';

-- One row a service: the last five complete minutes, and when it was last heard of.
create view service_health as
with recent as (
    select service, sum(event_count) as event_count, sum(error_count) as error_count, max(latency_p99) as latency_p99
    from analytics_metrics_1min
    where route = '' and window_start >= now() - interval '5 minutes' and window_start <= now()
    group by service
), seen as (
    select service, max(window_start) as last_window, max(updated_at) as last_seen
    from analytics_metrics_1min
    where route = ''
    group by service
)
select seen.service,
       case
           when recent.event_count is null then 'silent'
           when 100.0 * recent.error_count / recent.event_count > 20 or recent.latency_p99 > 1000 then 'critical'
           when 100.0 * recent.error_count / recent.event_count > 5 or recent.latency_p99 > 500 then 'degraded'
           else 'healthy'
       end as status,
       100.0 * recent.error_count / recent.event_count as error_rate,
       recent.latency_p99,
       coalesce(recent.event_count, 0) / 5.0 as events_per_minute,
       seen.last_seen
from seen left join recent using (service);

create view service_trends as
select service, window_start, event_count, error_rate, latency_p99,
       lag(event_count) over previous as previous_event_count,
       lag(error_rate) over previous as previous_error_rate,
       lag(latency_p99) over previous as previous_latency_p99
from analytics_metrics_1hour
where route = ''
window previous as (partition by service order by window_start);

create view active_alerts as
select id, rule_id, rule, service, route, severity, status, metric, value, threshold, window_seconds,
       pending_since, started_at, acknowledged_at, acknowledged_by, changed_at
from alerts
where status in ('firing', 'acknowledged');

create view top_errors as
select g.service, g.template_id, t.template, nullif(g.exception_type, '') as exception_type,
       sum(g.total)::bigint as total, (array_agg(g.sample order by g.last_seen desc))[1] as sample,
       max(g.last_seen) as last_seen
from error_groups_1min g left join log_templates t using (template_id)
where g.window_start >= now() - interval '24 hours'
group by g.service, g.template_id, t.template, g.exception_type;

create view slowest_operations as
select service, route, max(latency_p99) as latency_p99, max(latency_p50) as latency_p50,
       sum(event_count)::bigint as event_count
from analytics_metrics_1hour
where route <> '' and latency_p99 is not null and window_start >= now() - interval '24 hours'
group by service, route;

create view high_risk_events as
select id, event_time, service, risk_score, record
from high_risk_records;
