-- Wrong codes that others enter for the e-mail address are counted apart from those of the user.
alter table user_account add column email_failures_of_others integer default 0 not null;
