-- What the risk score asks of a user.
alter table user_profiles
    add column home_country text check (home_country ~ '^[A-Z]{2}$'),
    add column risk_score   int  check (risk_score between 0 and 100);

-- Tells everyone who listens on reference_data which rows a statement has changed, whoever made it:
-- {"table":"user_profiles","keys":["u-1"]}. A message has at most 8,000 bytes, so many keys come in several; keys null
-- means any row. Keys longer than 256 characters are in no record.
create function tell_reference_change() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
declare
    total bigint;
begin
    if tg_op = 'TRUNCATE' then
        perform pg_notify('reference_data', json_build_object('table', tg_table_name, 'keys', null)::text);
        return null;
    end if;
    select count(*) into total from changed;
    if total > 2000 then
        perform pg_notify('reference_data', json_build_object('table', tg_table_name, 'keys', null)::text);
        return null;
    end if;
    execute format(
        'select pg_notify(''reference_data'', json_build_object(''table'', %L, ''keys'', json_agg(key))::text)
         from (select key, sum(octet_length(to_json(key)::text) + 2) over (order by key) / 5000 as part
               from (select %I as key from changed %s) keys
               where length(key) <= 256) parts
         group by part',
        tg_table_name, tg_argv[0],
        -- A row can change its key.
        case when tg_op = 'UPDATE' then format('union select %I from previous', tg_argv[0]) else '' end);
    return null;
end $$;
revoke execute on function tell_reference_change() from public;

do $$
declare
    t record;
begin
    for t in select * from (values ('user_profiles', 'user_id'), ('business_accounts', 'account_id'),
                                   ('services', 'service')) as tables (name, key) loop
        execute format('create trigger %I after insert on %I referencing new table as changed
                        for each statement execute function tell_reference_change(%L)',
                       t.name || '_inserted', t.name, t.key);
        execute format('create trigger %I after update on %I referencing old table as previous new table as changed
                        for each statement execute function tell_reference_change(%L)',
                       t.name || '_changed', t.name, t.key);
        execute format('create trigger %I after delete on %I referencing old table as changed
                        for each statement execute function tell_reference_change(%L)',
                       t.name || '_deleted', t.name, t.key);
        execute format('create trigger %I after truncate on %I for each statement
                        execute function tell_reference_change(%L)',
                       t.name || '_truncated', t.name, t.key);
    end loop;
end $$;

-- Makes every enrichment service forget what it remembers of one reference table, or of all.
create function forget_reference_data(p_table text default null) returns void
language sql as $$
    select pg_notify('reference_data', json_build_object('table', name, 'keys', null)::text)
    from unnest(array['user_profiles', 'business_accounts', 'services']) as tables (name)
    where p_table is null or name = p_table
$$;
revoke execute on function forget_reference_data(text) from public;
grant execute on function forget_reference_data(text) to stacklens_app;

-- What each instance of enrichment has done since its start, written by itself every few seconds.
create table enrichment_counts (
    instance     text             not null,
    stage        text             not null,
    batches      bigint           not null,
    failed       bigint           not null, -- batches that went on without the stage
    busy_seconds double precision not null,
    remembered   bigint           not null, -- keys known in the process
    shared       bigint           not null, -- in the second level
    asked        bigint           not null, -- in the table or the database file
    outdated     bigint           not null, -- answered by an old row, since the table did not answer
    unanswered   bigint           not null,
    entries      bigint           not null, -- answers that are remembered now
    updated_at   timestamptz      not null default now(),
    primary key (instance, stage)
);
grant select, insert, update, delete on enrichment_counts to stacklens_app;

-- One row a stage: all instances that were heard of in the last five minutes.
create view enrichment_stats as
select stage, count(*) as instances, sum(batches)::bigint as batches, sum(failed)::bigint as failed,
       1e6 * sum(busy_seconds) / nullif(sum(batches), 0) as mean_batch_us,
       sum(remembered + shared + asked + outdated + unanswered)::bigint as lookups,
       100.0 * sum(remembered) / nullif(sum(remembered + shared + asked + outdated + unanswered), 0)::float8
           as hit_rate,
       100.0 * sum(shared) / nullif(sum(shared + asked + outdated + unanswered), 0)::float8 as shared_hit_rate,
       sum(outdated)::bigint as outdated, sum(unanswered)::bigint as unanswered,
       sum(entries)::bigint as entries, max(updated_at) as updated_at
from enrichment_counts
where updated_at >= now() - interval '5 minutes'
group by stage;
grant select on enrichment_stats to stacklens_app, stacklens_query;
