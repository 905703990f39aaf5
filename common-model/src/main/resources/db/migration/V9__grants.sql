-- The services read and write rows; making and dropping partitions of log_blocks is theirs too, through the functions
-- below, which run with the owner's rights.

grant usage on schema public to stacklens_app, stacklens_query;
grant select, insert, update, delete on all tables in schema public to stacklens_app;
grant usage, select on all sequences in schema public to stacklens_app;
grant execute on function archive_expired(timestamptz) to stacklens_app;
revoke insert, update, delete on audit_log, alert_history from stacklens_app;

-- Triggers write these, whoever changes the watched table.
alter function audit() security definer set search_path = public, pg_temp;
alter function record_alert_history() security definer set search_path = public, pg_temp;

grant select on service_metrics_1min, service_health, service_trends, active_alerts, top_errors, slowest_operations,
    high_risk_events to stacklens_query;
grant select (service, route, window_start, window_end, event_count, error_count, error_rate, total_requests,
    latency_avg, latency_p50, latency_p95, latency_p99, latency_max, bytes, unique_users, severity_counts, closed,
    updated_at)
    on analytics_metrics_1min, analytics_metrics_5min, analytics_metrics_1hour to stacklens_query;
grant select on template_counts_1min, error_groups_1min, log_templates to stacklens_query;

-- Makes the partition of a UTC day if it is missing; a hypertable makes its chunks itself.
create function ensure_log_partition(p_day date) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
declare
    name text := 'log_blocks_' || to_char(p_day, 'YYYYMMDD');
begin
    if exists (select from pg_extension where extname = 'timescaledb') or to_regclass(name) is not null then
        return;
    end if;
    -- Two writers may want the same day at the same time.
    perform pg_advisory_xact_lock(hashtext('log_blocks partitions'));
    if to_regclass(name) is not null then
        return;
    end if;
    -- Attached, not made in place: that would wait for every reader of the table, and make all later ones wait.
    execute format('create table %I (like log_blocks including all)', name);
    execute format('alter table log_blocks attach partition %I for values from (%L) to (%L)', name,
                   p_day::timestamp at time zone 'UTC', (p_day + 1)::timestamp at time zone 'UTC');
    execute format('grant select, insert, update, delete on %I to stacklens_app', name);
end $$;

-- The days that are there, the earliest first, with the latest arrival in each.
create function list_log_partitions() returns table (day date, blocks bigint, latest_arrival timestamptz)
language sql stable security definer set search_path = public, pg_temp as $$
    select (min_time at time zone 'UTC')::date, count(*), max(arrived_at) from log_blocks group by 1 order by 1
$$;

-- Drops a UTC day whole. Gives up when a long search holds the table for two seconds, rather than make all others wait.
create function drop_log_partition(p_day date) returns void
language plpgsql security definer set search_path = public, pg_temp set lock_timeout = '2s' as $$
begin
    if exists (select from pg_extension where extname = 'timescaledb') then
        perform drop_chunks('log_blocks', newer_than => p_day::timestamp at time zone 'UTC',
                            older_than => (p_day + 1)::timestamp at time zone 'UTC');
    else
        execute format('drop table if exists %I', 'log_blocks_' || to_char(p_day, 'YYYYMMDD'));
    end if;
end $$;

revoke execute on function ensure_log_partition(date), list_log_partitions(), drop_log_partition(date) from public;
grant execute on function ensure_log_partition(date), list_log_partitions(), drop_log_partition(date) to stacklens_app;
