create table if not exists scheduled_runs (
    id         bigint generated always as identity primary key,
    strategy   varchar(16)              not null,
    tick       timestamp with time zone not null,
    instance   varchar(64)              not null,
    started_at timestamp with time zone not null
);
create index if not exists scheduled_runs_tick on scheduled_runs (strategy, tick);
