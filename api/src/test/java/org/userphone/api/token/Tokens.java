package org.userphone.api.token;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * An issuer of tokens for tests: one key and its algorithm. It signs with the JDK alone, so that
 * the library under the verifier is not asked to judge its own work, and signs whatever it is
 * given.
 */
public record Tokens(String algorithm, String kid, KeyPair pair) {

    public static final String ISSUER = "https://sso.example";
    public static final String AUDIENCE = "userphone";

    /** An issuer with a new key; the algorithm is RS256, PS256, ES256 or EdDSA. */
    public static Tokens of(String algorithm, String kid) {
        return ofSize(algorithm, kid, 2048);
    }

    static Tokens ofSize(String algorithm, String kid, int rsaBits) {
        try {
            KeyPairGenerator generator;
            switch (algorithm) {
                case "ES256" -> {
                    generator = KeyPairGenerator.getInstance("EC");
                    generator.initialize(new ECGenParameterSpec("secp256r1"));
                }
                case "EdDSA" -> generator = KeyPairGenerator.getInstance("Ed25519");
                default -> {
                    generator = KeyPairGenerator.getInstance("RSA");
                    generator.initialize(rsaBits);
                }
            }
            return new Tokens(algorithm, kid, generator.generateKeyPair());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Claims that every check accepts at the given time, to be changed at will. */
    public static Map<String, Object> claims(Instant now) {
        var claims = new HashMap<String, Object>();
        claims.put("iss", ISSUER);
        claims.put("aud", AUDIENCE);
        claims.put("sub", "anna");
        claims.put("iat", now.getEpochSecond());
        claims.put("exp", now.getEpochSecond() + 300);
        return claims;
    }

    public Map<String, Object> header() {
        return new HashMap<>(Map.of("alg", algorithm, "kid", kid, "typ", "JWT"));
    }

    public String token(Map<String, Object> claims) {
        return token(header(), claims);
    }

    /** Signed with this issuer's key and algorithm, whatever the header says. */
    public String token(Map<String, Object> header, Map<String, Object> claims) {
        return token(JSONObjectUtils.toJSONString(header), JSONObjectUtils.toJSONString(claims));
    }

    public String token(String header, String payload) {
        String signed = Base64URL.encode(header) + "." + Base64URL.encode(payload);
        return signed + "." + Base64URL.encode(sign(signed.getBytes(UTF_8)));
    }

    private byte[] sign(byte[] bytes) {
        try {
            Signature signature = signature();
            signature.initSign(pair.getPrivate());
            signature.update(bytes);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private Signature signature() throws GeneralSecurityException {
        return switch (algorithm) {
            case "RS256" -> Signature.getInstance("SHA256withRSA");
            case "ES256" -> Signature.getInstance("SHA256withECDSAinP1363Format");
            case "EdDSA" -> Signature.getInstance("Ed25519");
            default -> {
                var pss = Signature.getInstance("RSASSA-PSS");
                pss.setParameter(
                        new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
                yield pss;
            }
        };
    }

    /** The public key, to be put into a JWKS. */
    public Map<String, Object> jwk() {
        return publicJwk().toJSONObject();
    }

    private JWK publicJwk() {
        if (pair.getPublic() instanceof RSAPublicKey rsa) {
            return new RSAKey.Builder(rsa).keyID(kid).build();
        }
        if (pair.getPublic() instanceof ECPublicKey ec) {
            return new ECKey.Builder(Curve.P_256, ec).keyID(kid).build();
        }
        byte[] der = pair.getPublic().getEncoded();
        byte[] point = Arrays.copyOfRange(der, der.length - 32, der.length);
        return new OctetKeyPair.Builder(Curve.Ed25519, Base64URL.encode(point)).keyID(kid).build();
    }

    public static String jwks(Tokens... issuers) {
        return jwks(Stream.of(issuers).map(Tokens::jwk).toList());
    }

    static String jwks(List<Map<String, Object>> keys) {
        return JSONObjectUtils.toJSONString(Map.of("keys", keys));
    }

    public String pem() {
        return "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(pair.getPublic().getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
    }
}
