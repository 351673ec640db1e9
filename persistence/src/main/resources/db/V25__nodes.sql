-- The nodes that run, each with its last sign of life. A node is forgotten when it ends, or by the others.
create table node (
    name varchar not null,
    started_at timestamp with time zone not null,
    version varchar not null,
    seen_at timestamp with time zone not null,
    primary key (name, started_at)
);
