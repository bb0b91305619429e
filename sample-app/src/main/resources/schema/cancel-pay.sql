create table if not exists orders (
    id           bigint generated always as identity primary key,
    amount_cents bigint      not null,
    status       varchar(16) not null
);
create table if not exists payments (
    order_id     bigint not null references orders (id),
    amount_cents bigint not null
);
create table if not exists cancellations (
    order_id bigint not null references orders (id)
);
create index if not exists payments_order on payments (order_id);
create index if not exists cancellations_order on cancellations (order_id);
