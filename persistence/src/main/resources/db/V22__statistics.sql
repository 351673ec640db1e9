-- The sums of messages by the hour of their promise, made from the record of messages, and made again while that
-- changes.

create table sms_sum (
    hour_start timestamp(6) with time zone not null,
    day_start  timestamp(6) with time zone not null, -- of the day in UTC
    owner      varchar                     not null, -- who pays
    country    varchar                     not null,
    provider   varchar                     not null, -- who took them, or was asked last; empty if nobody was
    outcome    varchar                     not null, -- a state of sms_message, ENTERED, or LIMITED
    seconds    integer                     not null, -- from promise to receipt, at most; 0 if not delivered
    messages   bigint                      not null,
    cost       numeric(18, 6)              not null,
    constraint sms_sum_pk primary key (hour_start, owner, country, provider, outcome, seconds)
);

create index sms_sum_owner on sms_sum (owner, hour_start);

-- When the messages of each hour were last summed: nodes wait for each other here.
create table sms_summed_hour (
    hour_start timestamp(6) with time zone not null,
    summed_at  timestamp(6) with time zone not null,
    constraint sms_summed_hour_pk primary key (hour_start)
);
