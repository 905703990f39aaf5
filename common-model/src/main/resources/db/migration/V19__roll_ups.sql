-- Long times are answered from few rows: counts by hour and by day, added to together with those by minute.

create table template_counts_1hour (like template_counts_1min including all);
create table template_counts_1day (like template_counts_1min including all);

-- Without samples: one is read from the newest minute.
create table error_groups_1hour (
    service        text        not null,
    template_id    text        not null,
    exception_type text        not null default '',
    window_start   timestamptz not null,
    total          bigint      not null,
    last_seen      timestamptz not null,
    primary key (service, template_id, exception_type, window_start)
);
create index error_groups_1hour_start on error_groups_1hour (window_start desc);
create table error_groups_1day (like error_groups_1hour including all);

insert into template_counts_1hour (service, template_id, window_start, total)
select service, template_id, date_bin('1 hour', window_start, timestamptz 'epoch'), sum(total)
from template_counts_1min group by 1, 2, 3;
insert into template_counts_1day (service, template_id, window_start, total)
select service, template_id, date_bin('1 day', window_start, timestamptz 'epoch'), sum(total)
from template_counts_1hour group by 1, 2, 3;
insert into error_groups_1hour (service, template_id, exception_type, window_start, total, last_seen)
select service, template_id, exception_type, date_bin('1 hour', window_start, timestamptz 'epoch'), sum(total),
       max(last_seen)
from error_groups_1min group by 1, 2, 3, 4;
insert into error_groups_1day (service, template_id, exception_type, window_start, total, last_seen)
select service, template_id, exception_type, date_bin('1 day', window_start, timestamptz 'epoch'), sum(total),
       max(last_seen)
from error_groups_1hour group by 1, 2, 3, 4;

grant select, insert, update, delete
    on template_counts_1hour, template_counts_1day, error_groups_1hour, error_groups_1day to stacklens_app;

-- Totals of services are one row in ten. No column that changes with a window is in an index of all rows, or each change
-- would have to be written to all indexes; a block range index is no obstacle to that.
create index analytics_metrics_1min_totals on analytics_metrics_1min (window_start desc) where route = '';
create index analytics_metrics_5min_totals on analytics_metrics_5min (window_start desc) where route = '';
create index analytics_metrics_1hour_totals on analytics_metrics_1hour (window_start desc) where route = '';

-- Which windows have changed lately, old ones among them: late lines.
create index analytics_metrics_1min_changed on analytics_metrics_1min using brin (updated_at)
    with (pages_per_range = 64, autosummarize = on);
create index analytics_metrics_5min_changed on analytics_metrics_5min using brin (updated_at)
    with (pages_per_range = 64, autosummarize = on);
create index analytics_metrics_1hour_changed on analytics_metrics_1hour using brin (updated_at)
    with (pages_per_range = 32, autosummarize = on);

-- As before, with the roll-ups: an hour or a day that has begun before is kept whole.
create or replace function archive_expired(p_before timestamptz) returns bigint
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
    foreach tbl in array array['template_counts_1hour', 'error_groups_1hour'] loop
        execute format('delete from %I where window_start < date_bin(''1 hour'', $1, timestamptz ''epoch'')', tbl)
            using p_before;
    end loop;
    foreach tbl in array array['template_counts_1day', 'error_groups_1day'] loop
        execute format('delete from %I where window_start < date_bin(''1 day'', $1, timestamptz ''epoch'')', tbl)
            using p_before;
    end loop;
    delete from high_risk_records where event_time < p_before;
    get diagnostics n = row_count;
    return gone + n;
end $$;
