package org.userphone.domain.sms;

import java.util.Optional;

/**
 * An HTTP request that claims to come from a provider and to hold receipts.
 *
 * @param provider the name of the provider in the configuration, as the request gives it
 * @param twilioSignature the value of the header X-Twilio-Signature
 * @param signature the value of the header ZITADEL-Signature
 */
public record Callback(
        String provider,
        Optional<String> twilioSignature,
        Optional<String> signature,
        byte[] body) {}
