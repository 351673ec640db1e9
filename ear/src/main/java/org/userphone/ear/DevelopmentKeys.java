package org.userphone.ear;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;

/**
 * The keys of development mode. They are made at the first start and kept in the data folder.
 *
 * @param publicKey a P-256 key in PEM, which verifies tokens by ES256
 * @param privateKey the PEM file of the private key (PKCS 8), which signs the tokens
 * @param secret 32 random bytes in Base64, which encrypt codes and messages
 */
record DevelopmentKeys(String publicKey, Path privateKey, String secret) {

    private static final String PRIVATE = "development-private.pem";
    private static final String PUBLIC = "development-public.pem";
    private static final String SECRET = "development-secret.txt";

    /** The keys in a folder; those that do not exist are made. */
    static DevelopmentKeys in(DataFolder folder) {
        // The public key is written last, so if its file exists the private one does too.
        if (!folder.has(PUBLIC)) {
            makeSigningKey(folder);
        }
        if (!folder.has(SECRET)) {
            var secret = new byte[32];
            new SecureRandom().nextBytes(secret);
            folder.write(SECRET, Base64.getEncoder().encodeToString(secret));
        }
        return new DevelopmentKeys(
                folder.read(PUBLIC), folder.file(PRIVATE), folder.read(SECRET).strip());
    }

    private static void makeSigningKey(DataFolder folder) {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            var pair = generator.generateKeyPair();
            folder.write(PRIVATE, pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
            folder.write(PUBLIC, pem("PUBLIC KEY", pair.getPublic().getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new CannotStart("This Java cannot make a P-256 key.", e);
        }
    }

    private static String pem(String what, byte[] encoded) {
        return "-----BEGIN %s-----\n%s\n-----END %1$s-----\n"
                .formatted(
                        what, Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded));
    }

    @Override
    public String toString() {
        return "DevelopmentKeys[" + privateKey + "]";
    }
}
