package org.userphone.ear;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;

/** An issuer of tokens as in production: the program knows its public key only. */
public final class Issuer {

    static final String NAME = "https://issuer.example";
    static final String ORGANISATION = "300000000000000001";

    private final ECKey key;

    public Issuer() {
        try {
            key = new ECKeyGenerator(Curve.P_256).generate();
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    /** The environment of a program that trusts this issuer: its key, a secret, an organisation. */
    public Map<String, String> settings() {
        try {
            return Map.of(
                    "MP_JWT_VERIFY_ISSUER",
                    NAME,
                    "MP_JWT_VERIFY_PUBLICKEY",
                    "-----BEGIN PUBLIC KEY-----\n"
                            + Base64.getMimeEncoder().encodeToString(key.toPublicKey().getEncoded())
                            + "\n-----END PUBLIC KEY-----",
                    "MP_JWT_VERIFY_PUBLICKEY_ALGORITHM",
                    "ES256",
                    "MP_JWT_VERIFY_AUDIENCES",
                    "userphone",
                    "USERPHONE_KEYS",
                    "test:" + Base64.getEncoder().encodeToString(new byte[32]),
                    "USERPHONE_ORGANISATIONS",
                    ORGANISATION);
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    /** The public key as an identity provider publishes it. */
    String jwks() {
        return new JWKSet(key.toPublicJWK()).toString();
    }

    /** A token of somebody who may do everything. */
    public String token() {
        return token("administrator", "", "IAM_OWNER");
    }

    /**
     * @param organisation the one that the token names, empty for none
     */
    String token(String subject, String organisation, String... roles) {
        return token(Instant.now(), subject, organisation, roles);
    }

    /** As above, at another time than now: good for a day from then on. */
    String token(Instant now, String subject, String organisation, String... roles) {
        return sign(
                new JWSHeader(JWSAlgorithm.ES256),
                new JWTClaimsSet.Builder()
                        .issuer(NAME)
                        .subject(subject)
                        .audience("userphone")
                        .issueTime(Date.from(now))
                        .expirationTime(Date.from(now.plus(Duration.ofDays(1))))
                        .claim("groups", List.of(roles))
                        .claim(
                                "urn:zitadel:iam:user:resourceowner:id",
                                organisation.isEmpty() ? null : organisation)
                        .build());
    }

    String sign(JWSHeader header, JWTClaimsSet claims) {
        try {
            var jwt = new SignedJWT(header, claims);
            jwt.sign(new ECDSASigner(key));
            return jwt.serialize();
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    /** A token whose HMAC is made with the public key, which everybody knows. */
    String hmacWithThePublicKey(JWTClaimsSet claims) {
        try {
            var jwt = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
            jwt.sign(new MACSigner(key.toPublicKey().getEncoded()));
            return jwt.serialize();
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    /** The body that adds a user of the issuer's organisation. */
    public static String newUser(String id) {
        return """
                {"organizationId": "%s", "userId": "%s", "human": {
                  "profile": {"givenName": "Alice", "familyName": "Example"},
                  "email": {"email": "%2$s@example.com", "isVerified": true}}}
                """
                .formatted(ORGANISATION, id);
    }
}
