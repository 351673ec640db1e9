-- What was counted of the SMS that were promised: by number, user, client address and prefix (keyed
-- hashes), by country and day, by organisation and day.

create table send_count (
    count_key    varchar                     not null, -- its kind, a colon, and what it is about
    counted      varchar default ''          not null, -- a total, times and codes, or nothing yet
    needed_until timestamp(6) with time zone not null,
    constraint send_count_pk primary key (count_key)
);

create index send_count_needed_until on send_count (needed_until);
