-- The tables of userphone: one script that H2 and PostgreSQL both read.
--
-- Texts have no length here: the domain bounds them, and counts characters where H2 counts UTF-16
-- units. Constraints are named, so that an insert that loses a race can be told why.
-- Every point in time is kept to the microsecond, as the domain writes it.

-- The event log: the truth about every user. Rows are added, never changed and never removed. There
-- is no foreign key to user_account: a snapshot can be thrown away and made again, a history cannot,
-- and writers of one user queue on its snapshot anyway.
create table user_event (
    user_id     varchar                     not null,
    sequence    bigint                      not null, -- counts the user's events from 1, no gaps
    type        varchar                     not null, -- ZITADEL's name, user.human.phone.changed
    payload     varchar                     not null, -- a JSON object; what it holds follows the type
    occurred_at timestamp(6) with time zone not null,
    editor      varchar                     not null, -- the user or the service of ours that did it
    constraint user_event_pk primary key (user_id, sequence)
);

-- The snapshot of every user: the fold of its events, written in the transaction that adds them.
create table user_account (
    id                    varchar                     not null,
    resource_owner        varchar                     not null,
    state                 varchar                     not null,
    username              varchar                     not null,
    username_key          varchar                     not null, -- lower case: names differ by more
    given_name            varchar                     not null,
    family_name           varchar                     not null,
    nick_name             varchar,
    display_name          varchar                     not null,
    preferred_language    varchar,
    gender                varchar                     not null,
    email                 varchar                     not null,
    email_verified        boolean                     not null,
    email_code_key        varchar,                              -- all four or none: a pending code
    email_code_hash       varchar,
    email_code_expires_at timestamp(6) with time zone,
    email_code_sequence   bigint,
    phone                 varchar,                              -- E.164
    phone_verified        boolean                     not null,
    phone_code_key        varchar,                              -- all four or none: a pending code
    phone_code_hash       varchar,
    phone_code_expires_at timestamp(6) with time zone,
    phone_code_sequence   bigint,
    created_at            timestamp(6) with time zone not null,
    last_sequence         bigint                      not null, -- also tells a stale change
    last_at               timestamp(6) with time zone not null,
    last_seen_sequence    bigint                      not null, -- the last event that readers see
    last_seen_at          timestamp(6) with time zone not null,
    constraint user_account_pk primary key (id),
    constraint user_account_username unique (username_key)
);

-- SMS that were promised and that no provider has taken over yet.
create table sms_outbox (
    id              varchar                     not null,
    user_id         varchar                     not null,
    event_sequence  bigint                      not null, -- the event that added the code
    sealed          varchar                     not null, -- recipient and text, AES-GCM
    promised_at     timestamp(6) with time zone not null,
    next_attempt_at timestamp(6) with time zone not null, -- a claim pushes it to the end of the lease
    expires_at      timestamp(6) with time zone not null,
    attempts        integer                     not null, -- failed ones
    claim           bigint                      not null, -- changes with every claim
    parked          boolean                     not null, -- given up, kept for an operator
    parked_reason   varchar,
    constraint sms_outbox_pk primary key (id),
    constraint sms_outbox_event unique (user_id, event_sequence)
);

create index sms_outbox_due on sms_outbox (parked, next_attempt_at);

-- Organisations that a verified token has named.
create table organisation (
    id varchar not null,
    constraint organisation_pk primary key (id)
);

-- What the development inbox shows; empty everywhere else.
create table inbox_message (
    id         varchar                     not null,
    recipient  varchar                     not null,
    text       varchar                     not null,
    arrived_at timestamp(6) with time zone not null,
    constraint inbox_message_pk primary key (id)
);

create index inbox_message_arrival on inbox_message (arrived_at);
