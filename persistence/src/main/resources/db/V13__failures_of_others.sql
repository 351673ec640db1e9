-- Wrong codes that others enter are counted apart from those of the user, and lapse with time.
-- The column phone_failures_in_a_row is used no more. It stays, because a node of the version before
-- this one writes it until it is replaced.

-- When the latest of them were entered, oldest first, separated by blanks.
alter table user_account add column phone_failures_of_others varchar default '' not null;
