package org.userphone.domain.sms;

/** Hands one message to a provider. It is called outside any transaction and may take seconds. */
public interface SmsSender {

    Delivery send(Sms sms);
}
