-- Answers to calls with an idempotency key, kept to be given again.

create table kept_answer (
    place      varchar                     not null, -- a hash of the caller and the key
    sealed     varchar,                              -- fingerprint of the call and its answer, AES-GCM
    expires_at timestamp(6) with time zone not null, -- without an answer: when the place was reserved
    constraint kept_answer_pk primary key (place)
);

create index kept_answer_expiry on kept_answer (expires_at);
