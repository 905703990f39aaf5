-- What the view service_health says of one service, so that a page of services looks at no others.
create function service_health_of(p_service text)
returns table (status text, error_rate numeric, latency_p99 double precision, events_per_minute numeric,
               last_seen timestamptz)
language sql stable as $$
    select case
               when recent.event_count is null then 'silent'
               when 100.0 * recent.error_count / recent.event_count > 20 or recent.latency_p99 > 1000 then 'critical'
               when 100.0 * recent.error_count / recent.event_count > 5 or recent.latency_p99 > 500 then 'degraded'
               else 'healthy'
           end,
           100.0 * recent.error_count / recent.event_count,
           recent.latency_p99,
           coalesce(recent.event_count, 0) / 5.0,
           newest.last_seen
    from (
        select sum(event_count) as event_count, sum(error_count) as error_count, max(latency_p99) as latency_p99
        from analytics_metrics_1min
        where service = p_service and route = ''
          and window_start >= now() - interval '5 minutes' and window_start <= now()
    ) recent cross join (
        select max(updated_at) as last_seen
        from (
            select updated_at from analytics_metrics_1min
            where service = p_service and route = '' order by window_start desc limit 10
        ) ten
    ) newest
$$;
