create table if not exists refundable_payments (
    id             bigint generated always as identity primary key,
    amount_cents   bigint not null,
    refunded_cents bigint not null
);
create table if not exists refunds (
    payment_id   bigint      not null references refundable_payments (id),
    refund_id    varchar(64) not null,
    amount_cents bigint      not null,
    primary key (payment_id, refund_id)
);
