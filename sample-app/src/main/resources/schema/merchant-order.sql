-- No unique key: a race without a lock must be able to show a number with two rows.
create table if not exists merchant_orders (
    id           bigint generated always as identity primary key,
    merchant_id  bigint      not null,
    out_trade_no varchar(64) not null
);
create index if not exists merchant_orders_number on merchant_orders (merchant_id, out_trade_no);
create table if not exists merchant_order_numbers (
    merchant_id  bigint      not null,
    out_trade_no varchar(64) not null,
    primary key (merchant_id, out_trade_no)
);
