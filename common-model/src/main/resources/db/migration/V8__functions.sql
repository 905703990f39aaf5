-- Availability of a service: the share of its requests that were no errors. A row even without data.
create function calculate_sla(p_service text, p_from timestamptz, p_to timestamptz, p_target double precision)
returns table (total_requests bigint, errors bigint, availability double precision,
               error_budget_remaining double precision, burn_rate double precision)
language sql stable as $$
    with counted as (
        select coalesce(sum(event_count), 0)::bigint as total, coalesce(sum(error_count), 0)::bigint as failed
        from analytics_metrics_1min
        where route = '' and (p_service is null or service = p_service)
          and window_start >= p_from and window_start < p_to
    ), shares as (
        select total, failed,
               case when total = 0 then 100.0::double precision else 100.0 * (total - failed) / total end as available,
               nullif(100.0 - p_target, 0) as budget
        from counted
    )
    select total, failed, available,
           case when budget is null then (case when failed = 0 then 100.0 else 0.0 end)
                else 100.0 * (1 - (100.0 - available) / budget) end,
           case when budget is null then null else (100.0 - available) / budget end
    from shares
$$;

-- How a metric of a series was distributed over its windows.
create function metrics_stats(p_service text, p_metric text, p_from timestamptz, p_to timestamptz)
returns table (windows bigint, minimum double precision, average double precision, maximum double precision,
               standard_deviation double precision)
language sql stable as $$
    select count(value), min(value), avg(value), max(value), stddev_samp(value)
    from (
        select (to_jsonb(m) ->> p_metric)::double precision as value
        from service_metrics_1min m
        where m.service = p_service and m.window_start >= p_from and m.window_start < p_to
    ) as windows
$$;

create function active_alert_counts()
returns table (severity text, total bigint)
language sql stable as $$
    select severity, count(*) from active_alerts group by severity
$$;

-- Deletes windows and counts that began before a time, windows only if nothing has changed in them since either: what was
-- filled in late is kept as long as what came in time. Answers how many rows went. Blocks go by partitions.
create function archive_expired(p_before timestamptz) returns bigint
language plpgsql as $$
declare
    gone bigint := 0;
    n    bigint;
    tbl  text;
begin
    foreach tbl in array array['analytics_metrics_1min', 'analytics_metrics_5min', 'analytics_metrics_1hour'] loop
        execute format('delete from %I where window_start < $1 and updated_at < $1', tbl) using p_before;
        get diagnostics n = row_count;
        gone := gone + n;
    end loop;
    foreach tbl in array array['template_counts_1min', 'error_groups_1min'] loop
        execute format('delete from %I where window_start < $1', tbl) using p_before;
        get diagnostics n = row_count;
        gone := gone + n;
    end loop;
    delete from high_risk_records where event_time < p_before;
    get diagnostics n = row_count;
    return gone + n;
end $$;
revoke execute on function archive_expired(timestamptz) from public;
