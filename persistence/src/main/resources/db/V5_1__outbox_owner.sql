-- Whose message it is: who pays for it. A message whose user is gone is not sent, whoever is named here.

alter table sms_outbox add column resource_owner varchar;
update sms_outbox set resource_owner = coalesce(
    (select a.resource_owner from user_account a where a.id = sms_outbox.user_id), '?');
alter table sms_outbox alter column resource_owner set not null;
