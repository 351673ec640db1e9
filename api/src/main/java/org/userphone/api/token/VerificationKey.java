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
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A public key of an issuer.
 *
 * @param id the {@code kid} that tokens name it by, if it has one
 * @param algorithms those whose signatures it can check
 */
record VerificationKey(Optional<String> id, Set<JWSAlgorithm> algorithms, JWSVerifier verifier) {

    private static final int MIN_RSA_BITS = 2048;

    /**
     * A key without an id: RSA of at least 2048 bits (RFC 7518 3.3) for RS256 and PS256, P-256 for
     * ES256, or Ed25519 for EdDSA.
     *
     * @throws JOSEException if the key has another type, curve or length
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

    /** The names of its algorithms in JWA, sorted. */
    List<String> algorithmNames() {
        return algorithms.stream().map(Algorithm::getName).sorted().toList();
    }

    /** This key under the id that its JWK gives it, {@code kid}. */
    VerificationKey named(String id) {
        return new VerificationKey(Optional.of(id), algorithms, verifier);
    }

    /** This key for one algorithm only, the {@code alg} of its JWK; for none if it does not fit. */
    VerificationKey only(Algorithm algorithm) {
        return new VerificationKey(
                id,
                algorithms.stream()
                        .filter(algorithm::equals)
                        .collect(Collectors.toUnmodifiableSet()),
                verifier);
    }

    /**
     * Whether a token with this header may be signed by this key: the algorithm fits, and the ids
     * are equal. If the token or the key has no id, as a key from a PEM file has none, any id is
     * equal.
     */
    boolean fits(JWSHeader header) {
        String wanted = header.getKeyID();
        return algorithms.contains(header.getAlgorithm())
                && (wanted == null || id.isEmpty() || id.get().equals(wanted));
    }

    /**
     * Whether the signature of a token is right by this key.
     *
     * @throws JOSEException if this key cannot be computed with
     */
    boolean verifies(SignedJWT token) throws JOSEException {
        return token.verify(verifier);
    }
}
