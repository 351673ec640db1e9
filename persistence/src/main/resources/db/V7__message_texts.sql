-- What goes with a message beside its text, and the texts that operators write themselves.

alter table sms_outbox add column sealed_variables varchar; -- JSON of names and values, AES-GCM
alter table sms_outbox add column sender varchar;           -- null: the provider's own
alter table sms_outbox add column cost numeric(14, 6) default 0 not null;

-- A text that was reset keeps its row: who did it and when is not forgotten.
create table message_text (
    owner      varchar                     not null, -- an organisation, or empty for the instance
    language   varchar                     not null, -- a BCP 47 tag, de-CH
    text       varchar,                              -- null: the default counts
    sequence   bigint                      not null, -- counts the changes of this text
    changed_at timestamp(6) with time zone not null,
    editor     varchar                     not null, -- who changed it last
    constraint message_text_pk primary key (owner, language)
);
