-- Several providers of SMS: the one that may have got the message in the last attempt is asked first in the
-- next.
alter table sms_outbox add column in_doubt_at varchar;
