package org.userphone.api.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.X509EncodedKeySpec;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;

/**
 * Parses the text of public keys in the forms of MicroProfile JWT 9.2: PEM blocks of public keys or
 * certificates, a JWK, a JWKS, and in Base64 a JWK, a JWKS or the DER of a public key. Of a
 * certificate only the key is used: its dates and its signer are not checked, because the operator
 * vouches for what the settings name.
 */
final class KeyText {

    private static final Pattern PEM =
            Pattern.compile("-----BEGIN (PUBLIC KEY|CERTIFICATE)-----([^-]+)-----END \\1-----");

    /** The DER prefix of every Ed25519 public key, whose 32 bytes follow it (RFC 8410 4). */
    private static final byte[] ED25519_PREFIX =
            HexFormat.of().parseHex("302a300506032b6570032100");

    private KeyText() {}

    /**
     * The keys of a text that can check signatures. A key in JSON that cannot is skipped, whether
     * it is meant for something else or cannot be read, so that one unusual key does not make the
     * rest of a JWKS unusable.
     *
     * @param skipped is told of each key that cannot be read, by its {@code kid}, and why; not of
     *     those that are meant for something else
     * @throws IOException if the text has none of the forms, or holds a key in PEM or Base64 that
     *     cannot check signatures; the message does not quote the text
     */
    static List<VerificationKey> parse(String text, BiConsumer<String, Exception> skipped)
            throws IOException {
        String stripped = text.strip();
        if (stripped.startsWith("{")) {
            return json(stripped, skipped);
        }
        if (stripped.startsWith("-----")) {
            return pem(stripped);
        }
        byte[] decoded = base64(stripped.replace('-', '+').replace('_', '/'));
        return decoded.length > 0 && decoded[0] == '{'
                ? json(new String(decoded, StandardCharsets.UTF_8), skipped)
                : List.of(anonymous(publicKey(decoded)));
    }

    private static List<VerificationKey> json(String text, BiConsumer<String, Exception> skipped)
            throws IOException {
        Map<String, Object> json;
        try {
            json = JSONObjectUtils.parse(text);
        } catch (ParseException e) {
            throw new IOException("the keys are not JSON");
        }
        List<?> keys = json.get("keys") instanceof List<?> set ? set : List.of(json);
        if (keys.size() == 1 && keys.get(0) == json && !json.containsKey("kty")) {
            throw new IOException("the JSON is neither a JWK nor a JWKS");
        }
        var usable = new ArrayList<VerificationKey>();
        for (Object key : keys) {
            if (key instanceof Map<?, ?> members) {
                usable(members, skipped).ifPresent(usable::add);
            }
        }
        return List.copyOf(usable);
    }

    private static Optional<VerificationKey> usable(
            Map<?, ?> members, BiConsumer<String, Exception> skipped) {
        try {
            @SuppressWarnings("unchecked") // The member names of a JSON object are texts.
            JWK jwk = JWK.parse((Map<String, Object>) members);
            if (jwk.getKeyUse() != null && !jwk.getKeyUse().equals(KeyUse.SIGNATURE)
                    || jwk.getKeyOperations() != null
                            && !jwk.getKeyOperations().contains(KeyOperation.VERIFY)) {
                return Optional.empty();
            }
            var key = VerificationKey.of(publicKey(jwk));
            if (jwk.getKeyID() != null) {
                key = key.named(jwk.getKeyID());
            }
            return Optional.of(jwk.getAlgorithm() == null ? key : key.only(jwk.getAlgorithm()));
        } catch (ParseException | JOSEException | IOException | RuntimeException e) { // a library
            skipped.accept(members.get("kid") instanceof String id ? id : "without an id", e);
            return Optional.empty();
        }
    }

    private static PublicKey publicKey(JWK jwk) throws JOSEException, IOException {
        if (jwk instanceof RSAKey rsa) {
            return rsa.toRSAPublicKey();
        }
        if (jwk instanceof ECKey ec) {
            return ec.toECPublicKey();
        }
        if (jwk instanceof OctetKeyPair pair && pair.getCurve().equals(Curve.Ed25519)) {
            byte[] point = pair.getDecodedX();
            return publicKey(
                    ByteBuffer.allocate(ED25519_PREFIX.length + point.length)
                            .put(ED25519_PREFIX)
                            .put(point)
                            .array());
        }
        throw new JOSEException("not a public key for signatures");
    }

    private static List<VerificationKey> pem(String text) throws IOException {
        var keys = new ArrayList<VerificationKey>();
        // In an environment variable a line end is often written as the two characters \n.
        var blocks = PEM.matcher(text.replace("\\n", "\n"));
        while (blocks.find()) {
            byte[] der = base64(blocks.group(2));
            keys.add(
                    anonymous(
                            blocks.group(1).equals("CERTIFICATE")
                                    ? certified(der)
                                    : publicKey(der)));
        }
        if (keys.isEmpty()) {
            throw new IOException("the PEM holds neither a PUBLIC KEY nor a CERTIFICATE");
        }
        return List.copyOf(keys);
    }

    private static VerificationKey anonymous(PublicKey key) throws IOException {
        try {
            return VerificationKey.of(key);
        } catch (JOSEException e) {
            throw new IOException("the key is too short, or of a type or curve not used here");
        }
    }

    private static PublicKey certified(byte[] der) throws IOException {
        try {
            return CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(der))
                    .getPublicKey();
        } catch (GeneralSecurityException e) {
            throw new IOException("the certificate cannot be read");
        }
    }

    private static PublicKey publicKey(byte[] der) throws IOException {
        for (String type : List.of("RSA", "EC", "Ed25519")) {
            try {
                return KeyFactory.getInstance(type).generatePublic(new X509EncodedKeySpec(der));
            } catch (InvalidKeySpecException another) {
                continue;
            } catch (GeneralSecurityException e) {
                throw new IOException("this Java knows no " + type + " keys");
            }
        }
        throw new IOException("the public key cannot be read");
    }

    private static byte[] base64(String text) throws IOException {
        try {
            return Base64.getMimeDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new IOException("the key is not Base64");
        }
    }
}
