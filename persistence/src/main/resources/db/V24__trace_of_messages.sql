-- The headers of W3C Trace Context, by which the delivery goes on with the trace of the call that promised
-- the message; null if nothing was recorded.
alter table sms_outbox add column traceparent varchar;
alter table sms_outbox add column tracestate varchar;
