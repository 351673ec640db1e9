-- What finds few among many; after the collation, which PostgreSQL builds into them.

create index user_account_given_name on user_account (given_name_key);
create index user_account_family_name on user_account (family_name_key);
create index user_account_nick_name on user_account (nick_name_key);
create index user_account_display_name on user_account (display_name_key);
create index user_account_email on user_account (email_key);
create index user_account_phone on user_account (phone);
create index user_account_phone_end on user_account (phone_reversed);
create index user_account_owner on user_account (resource_owner);
