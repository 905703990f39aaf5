-- Log records, in compressed blocks. The one place where plain PostgreSQL and TimescaleDB differ: by days of event time,
-- as range partitions or as chunks of a hypertable. Which of the two is found out here, not configured.

create sequence log_block_ids;

do $$
begin
    if exists (select from pg_available_extensions where name = 'timescaledb')
       and current_setting('shared_preload_libraries') like '%timescaledb%' then
        create extension if not exists timescaledb;
    end if;
end $$;

create table log_blocks_shape (
    block_id       bigint      not null default nextval('log_block_ids'),
    min_time       timestamptz not null, -- earliest event time, rounded down to microseconds; same UTC day as max_time
    max_time       timestamptz not null, -- latest event time, rounded up
    arrived_at     timestamptz not null default now(),
    record_count   int         not null,
    line_count     bigint      not null, -- received lines, when several made one record
    raw_bytes      bigint      not null, -- of the lines as received
    services       text[]      not null, -- distinct, sorted
    service_counts int[]       not null, -- records of each
    severity_mask  smallint    not null, -- bit n is set if a record has the n-th severity (TRACE = bit 0)
    severity_counts int[]      not null, -- records of each of the six
    tier           smallint    not null default 0,
    format_version smallint    not null,
    directory      bytea       not null, -- which bytes of the payload hold which columns, with checksums
    token_filter   bytea       not null,
    payload        bytea       not null
);
-- The bytes are compressed already, and of an external value the database reads just the slice that is asked for.
alter table log_blocks_shape alter column payload set storage external;
alter table log_blocks_shape alter column token_filter set storage external;

do $$
begin
    if exists (select from pg_extension where extname = 'timescaledb') then
        create table log_blocks (like log_blocks_shape including all, primary key (min_time, block_id));
        perform create_hypertable('log_blocks', 'min_time', chunk_time_interval => interval '1 day',
                                  create_default_indexes => false);
    else
        create table log_blocks (like log_blocks_shape including all, primary key (min_time, block_id))
            partition by range (min_time);
    end if;
end $$;
drop table log_blocks_shape;
create index log_blocks_max_time on log_blocks (max_time, block_id);
-- What may be merged.
create index log_blocks_small on log_blocks (min_time, block_id) where record_count < 2048;

-- Records of high risk, few enough for rows; written with the block that holds them.
create table high_risk_records (
    id         text primary key,
    event_time timestamptz not null,
    service    text        not null,
    risk_score int         not null,
    record     jsonb       not null
);
create index high_risk_records_time on high_risk_records (event_time desc);
