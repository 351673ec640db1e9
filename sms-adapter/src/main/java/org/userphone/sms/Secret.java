package org.userphone.sms;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A credential of ours at a provider. It masks itself wherever it might be printed. */
record Secret(String text) {

    /**
     * Signs bytes (RFC 2104).
     *
     * @param algorithm HmacSHA256, or another that every Java has
     */
    byte[] hmac(String algorithm, byte[]... parts) {
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
