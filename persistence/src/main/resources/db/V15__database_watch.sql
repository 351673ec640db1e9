-- The row that nodes write to find out whether the database takes writes.
create table database_watch (
    looked_at timestamp with time zone not null
);

insert into database_watch values (current_timestamp);
