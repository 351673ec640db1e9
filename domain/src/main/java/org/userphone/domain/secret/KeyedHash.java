package org.userphone.domain.secret;

/**
 * An HMAC-SHA-256 and the id of the key it was made with.
 *
 * @param value the hash in base64
 */
public record KeyedHash(String keyId, String value) {

    @Override
    public String toString() {
        return "KeyedHash[" + keyId + "]";
    }
}
