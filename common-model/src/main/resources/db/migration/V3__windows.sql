-- Windows of event time. A row is always written whole, with its revision; the sketches make late data mergeable.

create table analytics_metrics_1min (
    service           text        not null,
    route             text        not null default '', -- '' is the service's total
    window_start      timestamptz not null,
    window_end        timestamptz not null,
    event_count       bigint      not null,
    error_count       bigint      not null,
    error_rate        double precision,
    total_requests    bigint      not null,
    latency_avg       double precision,
    latency_p50       double precision,
    latency_p95       double precision,
    latency_p99       double precision,
    latency_max       double precision,
    latency_count     bigint      not null default 0,
    latency_sum_nanos bigint      not null default 0,
    bytes             bigint      not null,
    unique_users      bigint      not null,
    severity_counts   jsonb       not null,
    latency_sketch    bytea,
    users_hll         bytea,
    revision          bigint      not null,
    closed            boolean     not null,
    updated_at        timestamptz not null default now(),
    primary key (service, route, window_start)
);
create table analytics_metrics_5min (like analytics_metrics_1min including all);
create table analytics_metrics_1hour (like analytics_metrics_1min including all);
create index analytics_metrics_1min_start on analytics_metrics_1min (window_start desc);
create index analytics_metrics_5min_start on analytics_metrics_5min (window_start desc);
create index analytics_metrics_1hour_start on analytics_metrics_1hour (window_start desc);

-- Counts by template and minute. Added to, in the transaction that also moves the consumer's offset.
create table template_counts_1min (
    service      text        not null,
    template_id  text        not null,
    window_start timestamptz not null,
    total        bigint      not null,
    primary key (service, template_id, window_start)
);
create index template_counts_1min_start on template_counts_1min (window_start desc);

create table error_groups_1min (
    service        text        not null,
    template_id    text        not null,
    exception_type text        not null default '',
    window_start   timestamptz not null,
    total          bigint      not null,
    sample         text        not null,
    last_seen      timestamptz not null,
    primary key (service, template_id, exception_type, window_start)
);
create index error_groups_1min_start on error_groups_1min (window_start desc);

create table log_templates (
    template_id text primary key,
    template    text        not null,
    service     text        not null, -- the first that was seen to use it
    first_seen  timestamptz not null,
    last_seen   timestamptz not null
);
