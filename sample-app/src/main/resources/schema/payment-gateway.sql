create table if not exists gateway_bookings (
    idempotency_key varchar(64) primary key,
    reference       varchar(64) not null,
    amount_cents    bigint      not null
);
create index if not exists gateway_bookings_reference on gateway_bookings (reference);
