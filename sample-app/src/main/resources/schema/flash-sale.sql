create table if not exists sale_items (
    id        bigint generated always as identity primary key,
    stock     bigint not null,
    remaining bigint not null,
    version   bigint not null
);
-- No unique key: a race without a lock must be able to show a user with two orders.
create table if not exists sale_orders (
    id      bigint generated always as identity primary key,
    item_id bigint not null references sale_items (id),
    user_id bigint not null
);
create index if not exists sale_orders_user on sale_orders (item_id, user_id);
