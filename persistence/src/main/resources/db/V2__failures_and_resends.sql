-- How often codes were tried and made: what limits both.

alter table user_account add column email_code_added_at timestamp(6) with time zone;
alter table user_account add column email_code_resends integer default 0 not null;
alter table user_account add column email_code_failures integer default 0 not null;
alter table user_account add column phone_code_added_at timestamp(6) with time zone;
alter table user_account add column phone_code_resends integer default 0 not null;
alter table user_account add column phone_code_failures integer default 0 not null;
-- When the latest wrong codes were entered, oldest first, separated by blanks.
alter table user_account add column phone_failures varchar default '' not null;
alter table user_account add column phone_failures_in_a_row integer default 0 not null;

-- Codes that were pending before count as made at that moment: they can be resent at once.
update user_account set email_code_added_at = created_at where email_code_hash is not null;
update user_account set phone_code_added_at = created_at where phone_code_hash is not null;
