package org.userphone.api.token;

import static java.util.Collections.disjoint;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.userphone.domain.Rejection;
import org.userphone.domain.StartRefused;
import org.userphone.domain.access.Caller;
import org.userphone.domain.access.OrganisationId;
import org.userphone.domain.access.Origin;
import org.userphone.domain.access.UserId;

/**
 * An issuer whose tokens are accepted, with the checks that its settings demand.
 *
 * @param otherPrefixes user ids that begin with one of these belong to other issuers
 */
record TrustedIssuer(
        IssuerSettings settings, KeyRing ring, IssuerLog log, List<String> otherPrefixes) {

    private static final int MAX_KEYS_TRIED = 10;
    private static final int MAX_ID_LENGTH = 200;

    /**
     * @param all the settings of every issuer, this one included
     * @param readers runs each reading of keys in the background
     * @throws StartRefused if the keys need no network and cannot be read, or none of them fits the
     *     issuer's algorithms
     */
    static TrustedIssuer of(
            IssuerSettings settings,
            List<IssuerSettings> all,
            KeyReader reader,
            Clock clock,
            Executor readers) {
        var log = new IssuerLog(settings.name());
        KeyRing.Source source = () -> KeyText.parse(settings.keys().text(reader), log::skipped);
        var ring = new KeyRing(source, clock, readers, log, KeyRing.MAX_WAIT);
        if (!settings.keys().isRemote()) {
            ring.hold(usable(settings, source));
        }
        List<String> otherPrefixes =
                all.stream()
                        .map(IssuerSettings::userPrefix)
                        .filter(prefix -> prefix.length() > settings.userPrefix().length())
                        .toList();
        return new TrustedIssuer(settings, ring, log, otherPrefixes);
    }

    private static List<VerificationKey> usable(IssuerSettings settings, KeyRing.Source source) {
        try {
            List<VerificationKey> keys = source.read();
            if (keys.stream().allMatch(key -> disjoint(key.algorithms(), settings.algorithms()))) {
                throw new IOException("none is for its algorithms");
            }
            return keys;
        } catch (IOException | IllegalArgumentException e) {
            throw new StartRefused(
                    "The keys of issuer %s cannot be used: %s."
                            .formatted(settings.name(), e.getMessage()),
                    e);
        }
    }

    /** How it is configured, and its keys now. */
    IssuerState state() {
        return new IssuerState(
                settings.name(),
                sorted(settings.issuers().stream()),
                sorted(settings.audiences().stream()),
                sorted(settings.algorithms().stream().map(JWSAlgorithm::getName)),
                ring.state());
    }

    private static List<String> sorted(Stream<String> texts) {
        return texts.sorted().toList();
    }

    /**
     * Checks that one of the issuer's keys has signed a token, by an algorithm that is configured.
     *
     * @return all keys that the issuer had when the signature was checked
     * @throws Rejection with TOKEN_INVALID if the signature is wrong or no key fits
     * @throws KeysUnavailable if the issuer's keys could not be read since the program started, or
     *     are being read because the token's key is not known
     */
    List<VerificationKey> checkSignature(SignedJWT token) {
        JWSHeader header = token.getHeader();
        if (!settings.algorithms().contains(header.getAlgorithm())) {
            throw InvalidToken.because(
                    "TOKEN_ALGORITHM", "its algorithm is not one of the issuer's");
        }
        List<VerificationKey> keys = ring.keys();
        List<VerificationKey> fitting = fitting(keys, header);
        if (fitting.isEmpty()) {
            keys = ring.keysNewerThan(keys, header);
            fitting = fitting(keys, header);
        }
        if (fitting.isEmpty()) {
            throw InvalidToken.because("TOKEN_KEY_UNKNOWN", "none of the issuer's keys fits");
        }
        if (fitting.stream().noneMatch(key -> verifies(key, token))) {
            throw InvalidToken.because("TOKEN_SIGNATURE", "its signature is wrong");
        }
        return keys;
    }

    /** Whether a key has signed a token. What a key throws is its own fault, and not an answer. */
    private boolean verifies(VerificationKey key, SignedJWT token) {
        try {
            return key.verifies(token);
        } catch (JOSEException | RuntimeException e) { // the boundary to the library
            log.skipped(key.id().orElse("without an id"), e);
            return false;
        }
    }

    private static List<VerificationKey> fitting(List<VerificationKey> keys, JWSHeader header) {
        return keys.stream().filter(key -> key.fits(header)).limit(MAX_KEYS_TRIED).toList();
    }

    /**
     * Checks the times and the audience of a token.
     *
     * @throws Rejection with TOKEN_INVALID
     */
    void checkClaims(Claims claims, Instant instant) {
        long now = instant.getEpochSecond();
        long skew = settings.skew().toSeconds();
        long expiry =
                claims.seconds("exp")
                        .orElseThrow(() -> InvalidToken.because("TOKEN_TIMES", "it never expires"));
        if (expiry <= now - skew) {
            throw InvalidToken.because("TOKEN_EXPIRED", "it is expired");
        }
        if (claims.seconds("nbf").orElse(now) > now + skew) {
            throw InvalidToken.because("TOKEN_NOT_YET_VALID", "it is not yet good");
        }
        if (claims.seconds("iat").orElse(now) > now + skew) {
            throw InvalidToken.because("TOKEN_NOT_YET_VALID", "it is issued in the future");
        }
        if (settings.maxAge().isPresent()) {
            long issued =
                    claims.seconds("iat")
                            .orElseThrow(
                                    () ->
                                            InvalidToken.because(
                                                    "TOKEN_TIMES", "its age is unknown"));
            if (issued <= now - skew - settings.maxAge().get().toSeconds()) {
                throw InvalidToken.because("TOKEN_EXPIRED", "it is too old");
            }
        }
        if (disjoint(claims.texts("aud"), settings.audiences())) {
            throw InvalidToken.because("TOKEN_AUDIENCE", "it is meant for somebody else");
        }
    }

    /**
     * The caller whom a token names.
     *
     * @throws Rejection with TOKEN_INVALID if it names no user, or one that it must not name
     */
    Caller caller(Claims claims, Roles roles) {
        Set<String> names = claims.names(settings.roles());
        Set<String> ownNames =
                settings.organisation().isPresent()
                        ? names
                        : names.stream()
                                .filter(name -> isGrantedAtHome(name, claims))
                                .collect(Collectors.toUnmodifiableSet());
        return new Caller(
                userId(claims),
                organisation(claims),
                roles.everywhere(names),
                roles.inOrganisation(ownNames),
                Origin.UNKNOWN);
    }

    /** The roles that a token names; an empty text names none. */
    RoleClaim roles(Claims claims) {
        return new RoleClaim(
                settings.name(),
                settings.roles(),
                claims.names(settings.roles()).stream()
                        .filter(name -> !name.isEmpty())
                        .collect(Collectors.toUnmodifiableSet()));
    }

    /**
     * What a token says of the person who calls; empty if it makes no user: because the settings do
     * not want it, it names no organisation, or it is of a program.
     */
    Optional<IdentityClaims> identity(Claims claims) {
        if (settings.provision().isEmpty() || IdentityClaims.areOfAProgram(claims)) {
            return Optional.empty();
        }
        var user = userId(claims);
        return organisation(claims)
                .map(
                        own ->
                                IdentityClaims.of(
                                        settings.name(),
                                        user,
                                        own,
                                        settings.provision().get(),
                                        claims));
    }

    private UserId userId(Claims claims) {
        String claim =
                claims.text(settings.userClaim())
                        .filter(text -> !text.isEmpty())
                        .orElseThrow(() -> InvalidToken.because("TOKEN_USER", "it names no user"));
        String id = settings.userPrefix() + claim;
        if (!isId(id) || otherPrefixes.stream().anyMatch(id::startsWith)) {
            throw InvalidToken.because(
                    "TOKEN_USER", "its user id is too long or belongs to another issuer");
        }
        return new UserId(id);
    }

    private Optional<OrganisationId> organisation(Claims claims) {
        return settings.organisation().or(() -> claimedOrganisation(claims));
    }

    /**
     * The organisation that the claims name. Empty if they name several, as Keycloak lists all
     * organisations of a user: nothing tells which one is meant.
     */
    private Optional<OrganisationId> claimedOrganisation(Claims claims) {
        Set<String> named = claims.names(settings.organisationClaim());
        return named.size() == 1
                ? named.stream().filter(TrustedIssuer::isId).findAny().map(OrganisationId::new)
                : Optional.empty();
    }

    /**
     * Whether the caller has a role in its own organisation. In ZITADEL's claim a role is an object
     * whose keys are the organisations that granted it, and a role that only other organisations
     * granted does not count. In any other form of the claim every role counts.
     */
    private boolean isGrantedAtHome(String role, Claims claims) {
        if (claims.at(settings.roles()).orElse(null) instanceof Map<?, ?> byRole
                && byRole.get(role) instanceof Map<?, ?> byOrganisation) {
            var own = organisation(claims);
            return own.isPresent() && byOrganisation.containsKey(own.get().value());
        }
        return true;
    }

    private static boolean isId(String text) {
        return !text.isEmpty() && text.codePointCount(0, text.length()) <= MAX_ID_LENGTH;
    }
}
