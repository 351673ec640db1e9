package org.userphone.ear;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;

/**
 * The keys of development mode, made on the first start and kept in the data folder: a P-256 pair
 * that signs tokens by ES256 and a secret of 32 bytes.
 *
 * @param publicKey the key that verifies tokens, as PEM
 * @param privateKey the file that holds the key that signs them, as PKCS 8 PEM
 * @param secret base64 of 32 random bytes
 */
record DevelopmentKeys(String publicKey, Path privateKey, String secret) {

    private static final String PRIVATE = "development-private.pem";
    private static final String PUBLIC = "development-public.pem";
    private static final String SECRET = "development-secret.txt";

    static DevelopmentKeys in(DataFolder folder) {
        // The public key is written last: where it is, the private one is too.
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
