-- What is done to organisations: so far, to their texts.

-- One row for each that has a history: those who change it wait for each other here.
create table organisation_history (
    organisation varchar not null,
    sequence     bigint  not null, -- of its last event
    constraint organisation_history_pk primary key (organisation)
);

-- Rows are added, never changed and never removed.
create table organisation_event (
    organisation varchar                     not null,
    sequence     bigint                      not null, -- from 1 in each organisation, no gaps
    type         varchar                     not null,
    payload      varchar                     not null, -- a JSON object, nothing personal
    occurred_at  timestamp(6) with time zone not null,
    editor       varchar                     not null,
    constraint organisation_event_pk primary key (organisation, sequence)
);

create index organisation_event_arrival on organisation_event (occurred_at, organisation, sequence);
