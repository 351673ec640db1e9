package org.userphone.api.token;

import com.nimbusds.jose.Algorithm;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jwt.SignedJWT;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A public key, its id if it has one, and the algorithms whose signatures it can check. */
record VerificationKey(Optional<String> id, Set<JWSAlgorithm> algorithms, JWSVerifier verifier) {

    private static final int MIN_RSA_BITS = 2048;

    /**
     * @throws JOSEException if a key of this type, curve or length checks no signatures here
     */
    static VerificationKey of(PublicKey key) throws JOSEException {
        if (key instanceof RSAPublicKey rsa && rsa.getModulus().bitLength() >= MIN_RSA_BITS) {
            return anonymous(
                    Set.of(JWSAlgorithm.RS256, JWSAlgorithm.PS256), new RSASSAVerifier(rsa));
        }
        if (key instanceof ECPublicKey ec
                && Curve.P_256.equals(Curve.forECParameterSpec(ec.getParams()))) {
            return anonymous(Set.of(JWSAlgorithm.ES256), new ECDSAVerifier(ec));
        }
        if (key instanceof EdECPublicKey ed && ed.getParams().getName().equals("Ed25519")) {
            return anonymous(Set.of(JWSAlgorithm.EdDSA), new Ed25519Verifier(ed));
        }
        throw new JOSEException("not a key for signatures");
    }

    private static VerificationKey anonymous(Set<JWSAlgorithm> algorithms, JWSVerifier verifier) {
        return new VerificationKey(Optional.empty(), algorithms, verifier);
    }

    /** This key under the id that its JWK gives it, {@code kid}. */
    VerificationKey named(String id) {
        return new VerificationKey(Optional.of(id), algorithms, verifier);
    }

    /** This key, held to the one algorithm that its JWK names. */
    VerificationKey only(Algorithm algorithm) {
        return new VerificationKey(
                id,
                algorithms.stream()
                        .filter(algorithm::equals)
                        .collect(Collectors.toUnmodifiableSet()),
                verifier);
    }

    /** A key without an id of its own, such as one from a PEM file, stands for any id. */
    boolean fits(JWSHeader header) {
        String wanted = header.getKeyID();
        return algorithms.contains(header.getAlgorithm())
                && (wanted == null || id.isEmpty() || id.get().equals(wanted));
    }

    boolean verifies(SignedJWT token) {
        try {
            return token.verify(verifier);
        } catch (JOSEException e) {
            return false;
        }
    }
}
