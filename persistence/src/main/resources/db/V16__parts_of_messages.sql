-- The SMS of long messages, on each of which a provider reports.
create table sms_part (
    id          varchar                     not null, -- message and place
    message     varchar                     not null, -- that of the SMS; no foreign key, so that messages can be partitioned
    place       integer                     not null, -- in the order of the text
    reference   varchar                     not null, -- what the provider of the message calls the part
    delivered   boolean                     not null,
    promised_at timestamp(6) with time zone not null, -- that of the message
    constraint sms_part_pk primary key (id)
);

create index sms_part_message on sms_part (message);
create index sms_part_reference on sms_part (reference, promised_at);
create index sms_part_promise on sms_part (promised_at);
