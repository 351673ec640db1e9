package org.userphone.sms.twilio;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import org.userphone.sms.Secret;

/**
 * An account at Twilio.
 *
 * @param sid names the account, and is its user name as well
 * @param token the account's auth token, which is its password
 */
record TwilioAccount(String sid, Secret token) {

    /** The header Authorization of a request in the name of this account (RFC 7617). */
    String authorization() {
        var credentials = (sid + ":" + token.text()).getBytes(UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(credentials);
    }
}
