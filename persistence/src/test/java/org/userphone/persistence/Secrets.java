package org.userphone.persistence;

import java.util.Base64;
import java.util.Random;
import org.userphone.domain.secret.Keyring;

/** The keys of the tests. */
final class Secrets {

    private Secrets() {}

    static Keyring keyring() {
        return keyring("test");
    }

    static Keyring keyring(String id) {
        var key = Base64.getEncoder().encodeToString(new byte[Keyring.KEY_BYTES]);
        return Keyring.parse(id + ":" + key, new Random());
    }
}
