package org.userphone.domain.secret;

/**
 * An HMAC-SHA-256 (RFC 2104) and the id of the key that it was made with.
 *
 * @param value the hash in Base64
 */
public record KeyedHash(String keyId, String value) {

    @Override
    public String toString() {
        return "KeyedHash[" + keyId + "]";
    }
}
