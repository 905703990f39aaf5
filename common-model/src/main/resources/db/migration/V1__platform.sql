-- What the platform needs for itself. The roles stacklens_app and stacklens_query exist before the first migration.

create function touch_updated_at() returns trigger language plpgsql as $$
begin
    new.updated_at := now();
    return new;
end $$;

-- Positions of consumers that store their results here, in the same transaction as the results.
create table kafka_offsets (
    consumer_group text   not null,
    topic          text   not null,
    partition      int    not null,
    next_offset    bigint not null,
    primary key (consumer_group, topic, partition)
);

create table audit_log (
    id         bigint generated always as identity primary key,
    at         timestamptz not null default now(),
    actor      text        not null default current_user,
    action     text        not null,
    table_name text        not null,
    row_id     text        not null,
    before     jsonb,
    after      jsonb
);
create index audit_log_at on audit_log (at desc);

-- Writes a row of audit_log for each change of the table it is put on; the table has a column id.
create function audit() returns trigger language plpgsql as $$
begin
    insert into audit_log (action, table_name, row_id, before, after)
    values (lower(tg_op), tg_table_name,
            coalesce(to_jsonb(new) ->> 'id', to_jsonb(old) ->> 'id'),
            case when tg_op <> 'INSERT' then to_jsonb(old) end,
            case when tg_op <> 'DELETE' then to_jsonb(new) end);
    return null;
end $$;
