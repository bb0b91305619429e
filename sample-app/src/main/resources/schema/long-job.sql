create table if not exists long_jobs (
    id    bigint generated always as identity primary key,
    total bigint not null
);
create table if not exists long_job_entries (
    job_id bigint not null references long_jobs (id),
    amount bigint not null
);
create index if not exists long_job_entries_job on long_job_entries (job_id);
