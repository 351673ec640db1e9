-- When each provider was asked last, with success and without, and how often lately.
create index sms_message_asked on sms_message (provider, asked_at);
create index sms_attempt_asked on sms_attempt (provider, asked_at);
