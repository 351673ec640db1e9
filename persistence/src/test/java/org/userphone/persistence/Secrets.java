package org.userphone.persistence;

import java.util.Base64;
import java.util.Random;
import org.userphone.domain.secret.Keyring;

/** The keys of the tests. */
final class Secrets {

    private Secrets() {}

    static Keyring keyring() {
        return keyring(new String[] {"test"});
    }

    /**
     * @param ids of the keys, the first one first
     */
    static Keyring keyring(String... ids) {
        var key = ":" + Base64.getEncoder().encodeToString(new byte[Keyring.KEY_BYTES]);
        return Keyring.parse(String.join(key + ",", ids) + key, new Random());
    }
}
