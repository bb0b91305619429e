-- The fence table of the starter, as docs/transactions.md has it, created under the lock of all the others.
create table if not exists latchkey_fence (
    name       varchar(512) not null primary key,
    token      bigint       not null,
    claimed_at timestamp    not null
);
