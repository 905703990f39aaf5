-- What people say of anomalies: the latest word of anybody counts.
create table anomaly_feedback (
    anomaly_id text        primary key references anomalies (id) on delete cascade,
    verdict    text        not null check (verdict in ('useful', 'false_alarm')),
    comment    text,
    given_by   text        not null,
    given_at   timestamptz not null
);
grant select, insert, update, delete on anomaly_feedback to stacklens_app;
