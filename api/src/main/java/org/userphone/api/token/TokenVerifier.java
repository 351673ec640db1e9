package org.userphone.api.token;

import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.Config;
import org.userphone.api.token.VerifiedTokenCache.Good;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.StartRefused;

/**
 * Checks bearer tokens (RFC 6750) that are signed JWTs (RFC 7519, 8725, 9068), alike for every wire
 * form. A token's own {@code iss} picks the issuer; from then on only that issuer's settings count:
 * its keys, its algorithms, its audiences. Nothing in the token can add a key.
 *
 * <p>The verdict depends on the token, the issuer's keys and the clock, and on nothing else: that a
 * token was seen before saves time and changes nothing.
 */
public final class TokenVerifier {

    private static final String SCHEME = "Bearer ";
    private static final int MAX_TOKEN_LENGTH = 16 * 1024;

    /** Three parts in Base64URL; the first begins with a brace, because a header is an object. */
    private static final Pattern COMPACT =
            Pattern.compile("e[w-z0-9_-][A-Za-z0-9_-]*+\\.[A-Za-z0-9_-]++\\.[A-Za-z0-9_-]++");

    private static final Set<String> TYPES = Set.of("jwt", "at+jwt", "application/at+jwt");

    private final Map<String, TrustedIssuer> issuers;
    private final Roles roles;
    private final Clock clock;
    private final VerifiedTokenCache goodTokens;

    /**
     * @throws StartRefused if the settings of an issuer or of the roles are incomplete or wrong
     */
    public TokenVerifier(Config config, Clock clock) {
        this(config, clock, new KeyLocations(), new VerifiedTokenCache());
    }

    TokenVerifier(Config config, Clock clock, KeyReader reader, VerifiedTokenCache goodTokens) {
        this.clock = clock;
        this.goodTokens = goodTokens;
        this.roles = new Roles(config);
        List<IssuerSettings> all = IssuerSettings.all(config);
        this.issuers =
                all.stream()
                        .map(issuer -> TrustedIssuer.of(issuer, all, reader, clock))
                        .collect(
                                Collectors.toUnmodifiableMap(
                                        issuer -> issuer.settings().issuer(), Function.identity()));
    }

    /**
     * @param authorizations the values of all {@code Authorization} headers of one request
     * @throws Rejection as {@link #verify(String)}; also with TOKEN_INVALID if there are several
     * @throws KeysUnavailable as {@link #verify(String)}
     */
    public VerifiedToken verifyOnly(List<String> authorizations) {
        if (authorizations.size() > 1) {
            throw InvalidToken.because("there are several");
        }
        return verify(authorizations.isEmpty() ? null : authorizations.get(0));
    }

    /**
     * @param authorization the value of the {@code Authorization} header, null if there is none
     * @throws Rejection with TOKEN_MISSING, TOKEN_SCHEME_UNKNOWN or TOKEN_INVALID
     * @throws KeysUnavailable if the issuer's keys could not be read since the start
     */
    public VerifiedToken verify(String authorization) {
        if (authorization == null || authorization.isBlank()) {
            throw new Rejection(Reason.TOKEN_MISSING);
        }
        if (!authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            throw new Rejection(Reason.TOKEN_SCHEME_UNKNOWN);
        }
        String raw = authorization.substring(SCHEME.length()).strip();
        if (raw.length() > MAX_TOKEN_LENGTH) {
            throw InvalidToken.because("it is too long");
        }
        Optional<Good> known = goodTokens.find(raw);
        Good good = known.orElseGet(() -> signed(raw));
        good.issuer().checkClaims(good.claims(), clock.instant());
        if (known.isEmpty()) {
            goodTokens.keep(raw, good);
        }
        return new VerifiedToken(good.caller(), new ClaimsToken(good.claims(), raw));
    }

    /** All that does not depend on the time. */
    private Good signed(String raw) {
        if (!COMPACT.matcher(raw).matches()) {
            throw InvalidToken.because("it is no compact JWS");
        }
        SignedJWT token = parsed(raw);
        checkHeader(token.getHeader());
        Claims claims = claims(token);
        TrustedIssuer issuer =
                claims.text("iss")
                        .map(issuers::get)
                        .orElseThrow(() -> InvalidToken.because("its issuer is unknown"));
        List<VerificationKey> keys = issuer.checkSignature(token);
        return new Good(issuer, keys, claims, issuer.caller(claims, roles));
    }

    private static SignedJWT parsed(String raw) {
        try {
            return SignedJWT.parse(raw);
        } catch (ParseException | IllegalArgumentException e) {
            throw InvalidToken.because("it cannot be parsed");
        }
    }

    private static void checkHeader(JWSHeader header) {
        if (header.getCriticalParams() != null) {
            throw InvalidToken.because("it uses a critical extension");
        }
        if (header.getType() != null
                && !TYPES.contains(header.getType().getType().toLowerCase(Locale.ROOT))) {
            throw InvalidToken.because("it is not an access token by its header");
        }
    }

    private static Claims claims(SignedJWT token) {
        Map<String, Object> json = token.getPayload().toJSONObject();
        if (json == null) {
            throw InvalidToken.because("its payload is no JSON object");
        }
        // Keycloak tells its ID and refresh tokens from access tokens by this claim alone.
        if (json.containsKey("typ") && !"Bearer".equals(json.get("typ"))) {
            throw InvalidToken.because("it is not an access token by its claim");
        }
        return new Claims(json);
    }
}
