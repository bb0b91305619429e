create table if not exists pending_payments (
    id    bigint generated always as identity primary key,
    state int not null
);
create table if not exists follow_ups (
    payment_id bigint not null references pending_payments (id)
);
create index if not exists follow_ups_payment on follow_ups (payment_id);
