-- Searches that people keep; those that are shared everybody sees.
create table saved_queries (
    id         bigint generated always as identity primary key,
    name       text        not null check (length(name) between 1 and 200),
    q          text        not null,
    owner      text        not null,
    shared     boolean     not null default false,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    unique (owner, name)
);
create trigger saved_queries_updated before update on saved_queries for each row execute function touch_updated_at();
create trigger saved_queries_audit after insert or update or delete on saved_queries
    for each row execute function audit();
grant select, insert, update, delete on saved_queries to stacklens_app;

-- How long things are kept, where operators have said so; else as configured, which analytics notes here.
create table retention_settings (
    id                      boolean     primary key default true check (id),
    logs_days               int         check (logs_days between 1 and 36500),
    windows_days            int         check (windows_days between 1 and 36500),
    configured_logs_days    double precision,
    configured_windows_days double precision,
    updated_at              timestamptz,
    updated_by              text
);
create trigger retention_settings_audit after insert or update or delete on retention_settings
    for each row execute function audit();
grant select, insert, update on retention_settings to stacklens_app;

-- As before, by a few steps in the index for each service instead of a look at all that is stored. Last seen is the
-- last change of a service's ten newest windows.
create or replace view service_health as
with recursive names as (
    (select service from analytics_metrics_1min where route = '' order by service limit 1)
    union all
    select (select m.service from analytics_metrics_1min m
            where m.service > names.service and m.route = '' order by m.service limit 1)
    from names where names.service is not null
), recent as (
    select service, sum(event_count) as event_count, sum(error_count) as error_count, max(latency_p99) as latency_p99
    from analytics_metrics_1min
    where route = '' and window_start >= now() - interval '5 minutes' and window_start <= now()
    group by service
), seen as (
    select names.service, max(newest.updated_at) as last_seen
    from names cross join lateral (
        select updated_at from analytics_metrics_1min m
        where m.service = names.service and m.route = '' order by m.window_start desc limit 10) newest
    where names.service is not null
    group by names.service
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

-- As before, by hours, and by minutes only where an hour is not wanted whole.
create or replace function calculate_sla(p_service text, p_from timestamptz, p_to timestamptz,
                                         p_target double precision)
returns table (total_requests bigint, errors bigint, availability double precision,
               error_budget_remaining double precision, burn_rate double precision)
language sql stable as $$
    with rounded as (
        select date_bin('1 hour', p_from + interval '1 hour' - interval '1 microsecond', timestamptz 'epoch') as first_hour,
               date_bin('1 hour', p_to, timestamptz 'epoch') as after_hours
    ), ranges as (
        select first_hour, greatest(first_hour, after_hours) as after_hours,
               case when first_hour < after_hours then first_hour else p_to end as before_minutes,
               case when first_hour < after_hours then after_hours else p_to end as after_minutes
        from rounded
    ), parts as (
        select h.event_count, h.error_count
        from ranges join analytics_metrics_1hour h on h.window_start >= first_hour and h.window_start < after_hours
        where h.route = '' and (p_service is null or h.service = p_service)
        union all
        select m.event_count, m.error_count
        from ranges join analytics_metrics_1min m on m.window_start >= p_from and m.window_start < before_minutes
        where m.route = '' and (p_service is null or m.service = p_service)
        union all
        select m.event_count, m.error_count
        from ranges join analytics_metrics_1min m on m.window_start >= after_minutes and m.window_start < p_to
        where m.route = '' and (p_service is null or m.service = p_service)
    ), counted as (
        select coalesce(sum(event_count), 0)::bigint as total, coalesce(sum(error_count), 0)::bigint as failed from parts
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
