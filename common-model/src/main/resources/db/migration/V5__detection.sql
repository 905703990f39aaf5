create table anomalies (
    id           text primary key,
    service      text             not null,
    route        text,
    detector     text             not null,
    window_start timestamptz      not null,
    window_end   timestamptz      not null,
    detected_at  timestamptz      not null,
    score        double precision not null,
    severity     text             not null,
    reasons      jsonb            not null,
    samples      text[]           not null default '{}'
);
create index anomalies_window on anomalies (window_start desc);

-- One row for each trained version; the payload is what the detector saved of itself.
create table models (
    id               bigint generated always as identity primary key,
    service          text        not null,
    route            text        not null default '',
    detector         text        not null,
    version          int         not null,
    trained_at       timestamptz not null,
    trained_from     timestamptz not null,
    trained_to       timestamptz not null,
    training_windows int         not null,
    metrics          jsonb       not null default '{}',
    payload          bytea       not null,
    unique (service, route, detector, version)
);
