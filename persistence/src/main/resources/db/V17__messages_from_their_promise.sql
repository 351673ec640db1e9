-- A message is in the record from its promise on. What waits is read from the outbox itself, so that a
-- promise costs no further statement; nodes of the version before this one leave the new columns empty.

alter table sms_outbox add column number_end varchar;   -- these five as in sms_message
alter table sms_outbox add column country varchar;
alter table sms_outbox add column segments integer;
alter table sms_outbox add column number_hash varchar;
alter table sms_outbox add column request_id varchar;
alter table sms_outbox add column asked_last varchar;   -- the provider of the last attempt,
alter table sms_outbox add column last_reason varchar;  -- and why it failed
alter table sms_outbox add column leased_until timestamp(6) with time zone; -- null unless a worker has it

alter table sms_message add column number_hash varchar; -- keyed; null when the user was deleted
alter table sms_message add column request_id varchar;  -- of the call that promised it; likewise
alter table sms_message add column expires_at timestamp(6) with time zone;
alter table sms_message add column asked_last varchar;  -- the provider of the last attempt, if none took it
alter table sms_message add column asked_at timestamp(6) with time zone; -- both or none: when the provider
alter table sms_message add column took_ms bigint;      -- that took it was asked, and how long that took

-- Organisations read their own, newest first; the other two find few among many.
create index sms_message_owner on sms_message (resource_owner, promised_at);
create index sms_message_number on sms_message (number_hash, promised_at);
create index sms_message_request on sms_message (request_id);

-- Every provider that was asked for a message and did not take it.
create table sms_attempt (
    id          varchar                     not null, -- message, claim and place
    message_id  varchar                     not null,
    claim       bigint                      not null, -- that of the outbox, in which the provider was asked
    place       integer                     not null, -- among those that were asked in it
    provider    varchar                     not null,
    asked_at    timestamp(6) with time zone not null,
    took_ms     bigint                      not null,
    outcome     varchar                     not null,
    reason      varchar,
    promised_at timestamp(6) with time zone not null, -- that of the message; it goes when the message goes
    constraint sms_attempt_pk primary key (id)
);

create index sms_attempt_message on sms_attempt (message_id);
create index sms_attempt_promise on sms_attempt (promised_at);

-- All messages, those that wait included. What is parked is in sms_message already.
create view sms_story as
select id, user_id, resource_owner, number_end, country, number_hash, request_id, provider, reference,
       asked_last, asked_at, took_ms, state, reason, segments, cost, promised_at, expires_at,
       left_at, changed_at,
       cast(null as timestamp(6) with time zone) as next_attempt_at,
       cast(null as timestamp(6) with time zone) as leased_until
from sms_message
union all
select id, user_id, resource_owner, number_end, country, number_hash, request_id,
       cast(null as varchar), cast(null as varchar),
       asked_last, cast(null as timestamp(6) with time zone), cast(null as bigint),
       'WAITING', last_reason, coalesce(segments, 0), cast(0 as numeric(18, 6)), promised_at, expires_at,
       cast(null as timestamp(6) with time zone), promised_at,
       next_attempt_at, leased_until
from sms_outbox where parked = false;
