-- What became of every message that has left the outbox or was set aside there.
create table sms_message (
    id             varchar                     not null, -- that of the SMS
    user_id        varchar,                              -- null when the user was deleted
    resource_owner varchar                     not null, -- who pays
    number_end     varchar                     not null, -- all that is kept of the number: +…67
    country        varchar                     not null, -- ISO 3166-1 alpha-2
    provider       varchar,                              -- both or none: who took it,
    reference      varchar,                              -- and what it is called there
    state          varchar                     not null,
    reason         varchar,
    segments       integer                     not null,
    cost           numeric(18, 6)              not null, -- estimated, of all segments
    promised_at    timestamp(6) with time zone not null,
    left_at        timestamp(6) with time zone not null,
    changed_at     timestamp(6) with time zone not null,
    constraint sms_message_pk primary key (id)
);

create index sms_message_user on sms_message (user_id, promised_at);
create index sms_message_reference on sms_message (reference, promised_at);
create index sms_message_promise on sms_message (promised_at);

-- Receipts that came before it was recorded that their message was taken over.
create table sms_receipt (
    place     varchar                     not null, -- provider and reference
    provider  varchar                     not null,
    reference varchar                     not null,
    delivered boolean                     not null,
    reason    varchar,
    at        timestamp(6) with time zone not null,
    kept_at   timestamp(6) with time zone not null,
    constraint sms_receipt_pk primary key (place)
);

create index sms_receipt_kept on sms_receipt (kept_at);
