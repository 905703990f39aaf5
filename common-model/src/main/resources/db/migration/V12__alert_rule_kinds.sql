-- Rules of more kinds than thresholds, alerts that bring their evidence along, and who sends at what cadence.

alter table alert_rules
    add column kind          text not null default 'threshold'
        check (kind in ('threshold', 'log_match', 'absence', 'template', 'anomaly', 'burn_rate', 'composite')),
    add column tolerance     double precision check (tolerance >= 0),
    add column query         text,
    add column after_seconds int              check (after_seconds > 0),
    add column change        text             check (change in ('new', 'vanished', 'rate')),
    add column factor        double precision check (factor > 1),
    add column slo_id        bigint,
    add column burn_windows  jsonb not null default '[]',
    add column expression    text,
    add check (kind <> 'log_match' or query is not null),
    add check (kind <> 'template' or change is not null),
    add check (kind <> 'burn_rate' or slo_id is not null),
    add check (kind <> 'composite' or expression is not null);

alter table alerts
    add column kind           text        not null default 'threshold',
    add column query          text,
    add column window_start   timestamptz,
    add column window_end     timestamptz,
    add column sample_records jsonb       not null default '[]',
    add column history        jsonb       not null default '[]',
    add column flapping       boolean     not null default false,
    add column suppressed_by  bigint,
    add column group_key      text;
update alerts set kind = 'anomaly' where rule_id is null;

alter table alert_history add column suppressed_by bigint;

create or replace function record_alert_history() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
    insert into alert_history (alert_id, sequence, status, value, changed_at, suppressed_by)
    values (new.id, new.sequence, new.status, new.value, new.changed_at, new.suppressed_by);
    return null;
end $$;

-- Who sends, since when, and how long it is usually quiet: what the evaluator of rules has learned, as of a few seconds ago.
create table source_registry (
    service                 text             not null,
    host                    text             not null default '', -- '' is the service as a whole
    first_seen              timestamptz      not null,
    last_seen               timestamptz      not null,
    longest_gap_seconds     double precision not null, -- of late; older gaps count for less and less
    expected_within_seconds double precision,          -- null until enough was seen
    updated_at              timestamptz      not null default now(),
    primary key (service, host)
);
create index source_registry_last_seen on source_registry (last_seen);
grant select, insert, update, delete on source_registry to stacklens_app;
grant select on source_registry to stacklens_query;
