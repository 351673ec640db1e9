-- What users are searched and sorted by: texts without their case, as the domain folds them, and the
-- number from its end. H2 cannot turn a number round: one that is there already is found by its end after
-- the next change of its user only.

alter table user_account add column given_name_key varchar;
alter table user_account add column family_name_key varchar;
alter table user_account add column nick_name_key varchar;
alter table user_account add column display_name_key varchar;
alter table user_account add column email_key varchar;
alter table user_account add column phone_reversed varchar;

-- Letters whose case depends on their place are put right with the next change of their user.
update user_account set
    given_name_key = lower(given_name),
    family_name_key = lower(family_name),
    nick_name_key = lower(nick_name),
    display_name_key = lower(display_name),
    email_key = lower(email);
