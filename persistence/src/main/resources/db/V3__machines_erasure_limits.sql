-- Machine users, the erasure of deleted users, and refusals by limits.

alter table user_account add column type varchar default 'HUMAN' not null; -- HUMAN or MACHINE
alter table user_account add column machine_name varchar;
alter table user_account add column machine_description varchar;
alter table user_account add column access_token_type varchar;
alter table user_account alter column given_name drop not null;
alter table user_account alter column family_name drop not null;
alter table user_account alter column display_name drop not null;
alter table user_account alter column gender drop not null;
alter table user_account alter column email drop not null;

-- Limits that have refused something since anything else happened, separated by blanks.
alter table user_account add column limits_exceeded varchar default '' not null;

-- The key of this user, sealed by the keys of the installation. It seals what the user's events say,
-- and is destroyed with this row when the user is deleted. It is no part of the snapshot: made
-- anew, it would open nothing. Null for users from before, until their next event.
alter table user_account add column event_key varchar;

-- A payload is now sealed, or {} if there is nothing to say; plain ones from before stay readable, and
-- become '' when their user is deleted.
alter table user_event add column resource_owner varchar;
update user_event set resource_owner =
    (select a.resource_owner from user_account a where a.id = user_event.user_id);
alter table user_event alter column resource_owner set not null;

-- The history of all users is read newest first.
create index user_event_arrival on user_event (occurred_at, user_id, sequence);

-- Whose messages go when a user is deleted.
create index sms_outbox_user on sms_outbox (user_id);
alter table inbox_message add column user_id varchar default '?' not null;
