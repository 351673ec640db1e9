-- Wrong codes that others enter are counted apart from those of the user, and lapse with time.

-- When the latest of them were entered, oldest first, separated by blanks.
alter table user_account add column phone_failures_of_others varchar default '' not null;
-- Nothing is refused any more for a number of failures whatever their age.
alter table user_account drop column phone_failures_in_a_row;
