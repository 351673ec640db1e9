-- Letters are sorted by their numbers, so that an index serves what begins with a text and every
-- database sorts alike.
alter table user_account alter column id type varchar collate "C";
alter table user_account alter column username_key type varchar collate "C";
alter table user_account alter column given_name_key type varchar collate "C";
alter table user_account alter column family_name_key type varchar collate "C";
alter table user_account alter column nick_name_key type varchar collate "C";
alter table user_account alter column display_name_key type varchar collate "C";
alter table user_account alter column email_key type varchar collate "C";
alter table user_account alter column phone type varchar collate "C";
alter table user_account alter column phone_reversed type varchar collate "C";

update user_account set phone_reversed = reverse(phone);
