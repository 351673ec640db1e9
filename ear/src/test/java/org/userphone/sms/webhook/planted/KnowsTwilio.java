package org.userphone.sms.webhook.planted;

import org.userphone.sms.twilio.planted.Account;

class KnowsTwilio {

    Account account;
}
