package org.userphone.sms;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A password, token or key that a provider and we share. It is masked wherever it is printed. */
public record Secret(String text) {

    /**
     * The keyed hash (HMAC, RFC 2104) of the parts one after the other, with this secret as key.
     *
     * @param algorithm HmacSHA256, or another that every Java has
     */
    public byte[] hmac(String algorithm, byte[]... parts) {
        try {
            var mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(text.getBytes(UTF_8), algorithm));
            for (var part : parts) {
                mac.update(part);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + algorithm, e);
        }
    }

    @Override
    public String toString() {
        return "******";
    }
}
