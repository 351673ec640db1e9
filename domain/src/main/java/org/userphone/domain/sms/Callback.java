package org.userphone.domain.sms;

import java.util.Optional;

/**
 * An HTTP request that says to be a provider's and to hold receipts.
 *
 * @param provider whose it says to be, by the name that the configuration gives it
 * @param twilioSignature the header X-Twilio-Signature
 * @param signature the header ZITADEL-Signature
 */
public record Callback(
        String provider,
        Optional<String> twilioSignature,
        Optional<String> signature,
        byte[] body) {}
