-- The id that an identity provider has for a user.
alter table user_account add column external_id varchar;

create unique index user_account_external_id on user_account (resource_owner, external_id);
