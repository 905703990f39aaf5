-- Records by minute, service and severity, which answer counts without a look into the block; null in older blocks.
alter table log_blocks add column counts bytea;

-- What may be packed harder: blocks as they were written (tier 0), by the time they arrived.
create index log_blocks_hot on log_blocks (arrived_at, block_id) where tier = 0;

-- Each run of what cares for the stored records: merging, recompression, retention.
create table maintenance_runs (
    id           bigint generated always as identity primary key,
    kind         text        not null check (kind in ('recompression', 'retention')),
    started_at   timestamptz not null,
    finished_at  timestamptz not null default now(),
    day          date,                -- of the blocks, when they are of one
    blocks       bigint      not null, -- packed or dropped
    records      bigint      not null, -- in them; for retention of windows: rows
    bytes_before bigint      not null,
    bytes_after  bigint      not null
);
create index maintenance_runs_time on maintenance_runs (finished_at desc);
grant select, insert, delete on maintenance_runs to stacklens_app;
