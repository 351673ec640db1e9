-- The providers of SMS that operators configure while the program runs, and what they did to the instance.

create table sms_provider (
    id         varchar                     not null,
    place      integer                     not null, -- the order in which the active ones are asked
    active     boolean                     not null,
    routes     varchar                     not null, -- prefixes of numbers, separated by blanks; * for all
    sealed     varchar                     not null, -- all else: where it is and our secrets, AES-GCM
    added_at   timestamp(6) with time zone not null,
    sequence   bigint                      not null, -- of the instance's last event about it
    changed_at timestamp(6) with time zone not null,
    constraint sms_provider_pk primary key (id)
);

-- The instance, in one row: operators who change it wait for each other here.
create table instance (
    id       varchar not null,
    sequence bigint  not null, -- of its last event
    constraint instance_pk primary key (id)
);

insert into instance (id, sequence) values ('instance', 0);

-- What operators did to the instance itself. Rows are added, never changed and never removed.
create table instance_event (
    sequence    bigint                      not null, -- from 1, no gaps
    type        varchar                     not null,
    payload     varchar                     not null, -- a JSON object without secrets
    occurred_at timestamp(6) with time zone not null,
    editor      varchar                     not null,
    constraint instance_event_pk primary key (sequence)
);

create index instance_event_arrival on instance_event (occurred_at, sequence);
