create table if not exists main_orders (
    id      bigint generated always as identity primary key,
    total   int         not null,
    done    int         not null,
    version bigint      not null,
    status  varchar(16) not null
);
create table if not exists sub_orders (
    id            bigint generated always as identity primary key,
    main_order_id bigint      not null references main_orders (id),
    status        varchar(16) not null
);
create table if not exists main_order_completions (
    main_order_id bigint not null references main_orders (id)
);
create index if not exists sub_orders_main_order on sub_orders (main_order_id);
create index if not exists main_order_completions_main_order on main_order_completions (main_order_id);
