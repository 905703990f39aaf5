-- Records by minute, service and severity, which answer counts without a look into the block; null in older blocks.
alter table log_blocks add column counts bytea;

-- Days that were not packed harder yet. A day is packed into a table of its own, which then takes the place of the day's
-- partition: in place, the old rows would leave holes that nothing fills any more.
create index log_blocks_hot on log_blocks (min_time) where tier = 0;

-- Each day that was packed or dropped.
create table maintenance_runs (
    id           bigint generated always as identity primary key,
    kind         text        not null check (kind in ('packed', 'dropped')),
    day          date        not null,
    started_at   timestamptz not null,
    finished_at  timestamptz not null default clock_timestamp(),
    blocks       bigint      not null,
    records      bigint      not null,
    bytes_before bigint      not null,
    bytes_after  bigint      not null
);
create index maintenance_runs_time on maintenance_runs (finished_at desc);
grant select on maintenance_runs to stacklens_app;

-- The ended UTC days whose blocks have arrived before a time and were not packed yet, the earliest first.
create function list_log_days_to_pack(p_before timestamptz) returns setof date
language sql stable security definer set search_path = public, pg_temp as $$
    select day from list_log_partitions() p
    where (day + 1)::timestamp at time zone 'UTC' <= p_before and latest_arrival < p_before
      and exists (select from log_blocks where tier = 0 and min_time >= day::timestamp at time zone 'UTC'
                                           and min_time < (day + 1)::timestamp at time zone 'UTC')
    order by day
$$;

-- Makes the table that a day is packed into, unless it is there, and answers its name.
create function begin_packed_log_day(p_day date) returns text
language plpgsql security definer set search_path = public, pg_temp as $$
declare
    packed text := 'packed_log_blocks_' || to_char(p_day, 'YYYYMMDD');
begin
    if to_regclass(packed) is null then
        execute format('create table %I (like log_blocks including all)', packed);
        -- Known to hold, so that attaching does not read it all.
        execute format('alter table %I add constraint day check (min_time >= %L and min_time < %L)', packed,
                       p_day::timestamp at time zone 'UTC', (p_day + 1)::timestamp at time zone 'UTC');
        execute format('grant select, insert, update, delete on %I to stacklens_app', packed);
    end if;
    return packed;
end $$;

-- Lets the packed table take the day's place. What has come to the day or gone from it meanwhile comes and goes here too.
-- Gives up when a long search holds the table for two seconds, rather than make all others wait.
create function finish_packed_log_day(p_day date, p_started timestamptz) returns void
language plpgsql security definer set search_path = public, pg_temp set lock_timeout = '2s' as $$
declare
    name      text := 'log_blocks_' || to_char(p_day, 'YYYYMMDD');
    packed    text := 'packed_log_blocks_' || to_char(p_day, 'YYYYMMDD');
    first     timestamptz := p_day::timestamp at time zone 'UTC';
    after     timestamptz := (p_day + 1)::timestamp at time zone 'UTC';
    timescale boolean := exists (select from pg_extension where extname = 'timescaledb');
    before    bigint;
begin
    perform pg_advisory_xact_lock(hashtext('log_blocks partitions'));
    if timescale then
        lock table log_blocks in exclusive mode;
        select coalesce(sum(octet_length(payload) + octet_length(token_filter)), 0) into before
        from log_blocks where min_time >= first and min_time < after;
    else
        execute format('lock table %I in exclusive mode', name);
        before := pg_total_relation_size(name);
    end if;
    execute format('delete from %I p where not exists (select from log_blocks b
                        where b.min_time = p.min_time and b.block_id = p.block_id)', packed);
    execute format('insert into %I select * from log_blocks b where b.min_time >= $1 and b.min_time < $2
                        and not exists (select from %I p where p.min_time = b.min_time and p.block_id = b.block_id)',
                   packed, packed) using first, after;
    execute format('update %I set tier = 1 where tier = 0', packed);
    execute format('insert into maintenance_runs (kind, day, started_at, blocks, records, bytes_before, bytes_after)
                    select ''packed'', $1, $2, count(*), coalesce(sum(record_count), 0), $3, %s from %I',
                   case when timescale then 'coalesce(sum(octet_length(payload) + octet_length(token_filter)), 0)'
                        else 'pg_total_relation_size(' || quote_literal(packed) || ')' end, packed)
        using p_day, p_started, before;
    if timescale then
        perform drop_chunks('log_blocks', newer_than => first, older_than => after);
        execute format('insert into log_blocks select * from %I', packed);
        execute format('drop table %I', packed);
    else
        execute format('alter table log_blocks detach partition %I', name);
        execute format('drop table %I', name);
        execute format('alter table %I rename to %I', packed, name);
        execute format('alter table log_blocks attach partition %I for values from (%L) to (%L)', name, first, after);
    end if;
end $$;

-- As before, and records it; what a day was being packed into goes too.
create or replace function drop_log_partition(p_day date) returns void
language plpgsql security definer set search_path = public, pg_temp set lock_timeout = '2s' as $$
declare
    name  text := 'log_blocks_' || to_char(p_day, 'YYYYMMDD');
    first timestamptz := p_day::timestamp at time zone 'UTC';
    after timestamptz := (p_day + 1)::timestamp at time zone 'UTC';
begin
    insert into maintenance_runs (kind, day, started_at, blocks, records, bytes_before, bytes_after)
    select 'dropped', p_day, now(), count(*), coalesce(sum(record_count), 0),
           coalesce(pg_total_relation_size(to_regclass(name)),
                    sum(octet_length(payload) + octet_length(token_filter)), 0), 0
    from log_blocks where min_time >= first and min_time < after;
    execute format('drop table if exists %I', 'packed_' || name);
    if exists (select from pg_extension where extname = 'timescaledb') then
        perform drop_chunks('log_blocks', newer_than => first, older_than => after);
    else
        execute format('drop table if exists %I', name);
    end if;
end $$;

revoke execute on function list_log_days_to_pack(timestamptz), begin_packed_log_day(date),
    finish_packed_log_day(date, timestamptz) from public;
grant execute on function list_log_days_to_pack(timestamptz), begin_packed_log_day(date),
    finish_packed_log_day(date, timestamptz) to stacklens_app;
