create table if not exists instances (
    id      varchar(64) primary key,
    url     varchar(255) not null,
    seen_at timestamp with time zone not null
);
