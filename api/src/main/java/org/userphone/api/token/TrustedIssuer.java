package org.userphone.api.token;

import static java.util.Collections.disjoint;
import static org.userphone.api.token.TokenVerifier.invalid;

import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.userphone.domain.StartRefused;
import org.userphone.domain.access.Caller;
import org.userphone.domain.access.ClientAddress;
import org.userphone.domain.access.OrganisationId;
import org.userphone.domain.access.UserId;

/**
 * An issuer whose tokens are trusted as far as its settings go.
 *
 * @param otherPrefixes beginnings of user ids that belong to other issuers
 */
record TrustedIssuer(IssuerSettings settings, KeyRing ring, List<String> otherPrefixes) {

    private static final int MAX_KEYS_TRIED = 10;
    private static final int MAX_ID_LENGTH = 200;

    /**
     * @param all the settings of every issuer, this one among them
     * @throws StartRefused if keys that are at hand now cannot be used
     */
    static TrustedIssuer of(
            IssuerSettings settings, List<IssuerSettings> all, KeyReader reader, Clock clock) {
        KeyRing.Source source = () -> KeyText.parse(settings.keys().text(reader));
        if (!settings.keys().isRemote()) {
            requireUsable(settings, source);
        }
        List<String> otherPrefixes =
                all.stream()
                        .map(IssuerSettings::userPrefix)
                        .filter(prefix -> prefix.length() > settings.userPrefix().length())
                        .toList();
        return new TrustedIssuer(
                settings, new KeyRing(settings.name(), source, clock), otherPrefixes);
    }

    private static void requireUsable(IssuerSettings settings, KeyRing.Source source) {
        try {
            if (source.read().stream()
                    .allMatch(key -> disjoint(key.algorithms(), settings.algorithms()))) {
                throw new IOException("none is for its algorithms");
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new StartRefused(
                    "The keys of issuer %s cannot be used: %s."
                            .formatted(settings.name(), e.getMessage()),
                    e);
        }
    }

    /**
     * @return all the keys that the issuer had when one of them was found to fit
     */
    List<VerificationKey> checkSignature(SignedJWT token) {
        JWSHeader header = token.getHeader();
        if (!settings.algorithms().contains(header.getAlgorithm())) {
            throw invalid("its algorithm is not one of the issuer's");
        }
        List<VerificationKey> keys = ring.keys();
        List<VerificationKey> fitting = fitting(keys, header);
        if (fitting.isEmpty()) {
            keys = ring.keysBeyond(keys);
            fitting = fitting(keys, header);
        }
        if (fitting.isEmpty()) {
            throw invalid("none of the issuer's keys fits");
        }
        if (fitting.stream().noneMatch(key -> key.verifies(token))) {
            throw invalid("its signature is wrong");
        }
        return keys;
    }

    private static List<VerificationKey> fitting(List<VerificationKey> keys, JWSHeader header) {
        return keys.stream().filter(key -> key.fits(header)).limit(MAX_KEYS_TRIED).toList();
    }

    void checkClaims(Claims claims, Instant instant) {
        long now = instant.getEpochSecond();
        long skew = settings.skew().toSeconds();
        long expiry = claims.seconds("exp").orElseThrow(() -> invalid("it never expires"));
        if (expiry <= now - skew) {
            throw invalid("it is expired");
        }
        if (claims.seconds("nbf").orElse(now) > now + skew) {
            throw invalid("it is not yet good");
        }
        if (claims.seconds("iat").orElse(now) > now + skew) {
            throw invalid("it is issued in the future");
        }
        settings.age()
                .ifPresent(
                        age -> {
                            long issued =
                                    claims.seconds("iat")
                                            .orElseThrow(() -> invalid("its age is unknown"));
                            if (issued <= now - skew - age.toSeconds()) {
                                throw invalid("it is too old");
                            }
                        });
        if (disjoint(claims.texts("aud"), settings.audiences())) {
            throw invalid("it is meant for somebody else");
        }
    }

    Caller caller(Claims claims, Roles roles) {
        Optional<OrganisationId> organisation =
                settings.organisation().or(() -> claimedOrganisation(claims));
        Set<String> names = claims.names(settings.roles());
        Set<String> ownNames =
                settings.organisation().isPresent()
                        ? names
                        : names.stream()
                                .filter(name -> grantedIn(organisation, name, claims))
                                .collect(Collectors.toUnmodifiableSet());
        return new Caller(
                userId(claims),
                organisation,
                roles.everywhere(names),
                roles.inOrganisation(ownNames),
                ClientAddress.UNKNOWN);
    }

    private UserId userId(Claims claims) {
        String claim =
                claims.text(settings.userClaim())
                        .filter(text -> !text.isEmpty())
                        .orElseThrow(() -> invalid("it names no user"));
        String id = settings.userPrefix() + claim;
        if (!isId(id) || otherPrefixes.stream().anyMatch(id::startsWith)) {
            throw invalid("its user id is too long or belongs to another issuer");
        }
        return new UserId(id);
    }

    /**
     * None if the claim names several (Keycloak lists all of a user's): no guess which is meant.
     */
    private Optional<OrganisationId> claimedOrganisation(Claims claims) {
        Set<String> named = claims.names(settings.organisationClaim());
        return named.size() == 1
                ? named.stream().filter(TrustedIssuer::isId).findAny().map(OrganisationId::new)
                : Optional.empty();
    }

    /**
     * ZITADEL's claim is an object of role and the organisations that granted it. A role granted by
     * a foreign organisation must not count in the caller's own.
     */
    private boolean grantedIn(Optional<OrganisationId> organisation, String role, Claims claims) {
        return !(claims.at(settings.roles()).orElse(null) instanceof Map<?, ?> byRole
                        && byRole.get(role) instanceof Map<?, ?> byOrganisation)
                || organisation.filter(own -> byOrganisation.containsKey(own.value())).isPresent();
    }

    private static boolean isId(String text) {
        return !text.isEmpty() && text.codePointCount(0, text.length()) <= MAX_ID_LENGTH;
    }
}
