package org.userphone.api.token;

import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.Config;
import org.userphone.api.token.VerifiedTokenCache.Verified;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.StartRefused;

/**
 * Checks bearer tokens (RFC 6750) that are signed JWTs (RFC 7519, 8725, 9068), for every wire form
 * in the same way. The claim {@code iss} of a token selects its issuer. Only the keys, algorithms
 * and audiences in the settings of that issuer are accepted; a token cannot bring a key along.
 *
 * <p>The result depends on the token, the issuer's keys and the clock only. {@link
 * VerifiedTokenCache} saves time and never changes it.
 */
public final class TokenVerifier {

    private static final String SCHEME = "Bearer ";

    /** Tokens that name many groups have 9 to 16 KB, and something is to be left to them. */
    private static final int MAX_TOKEN_LENGTH = 24 * 1024;

    /** Three parts in Base64URL; the first one begins with an encoded brace, as a header does. */
    private static final Pattern COMPACT =
            Pattern.compile("e[w-z0-9_-][A-Za-z0-9_-]*+\\.[A-Za-z0-9_-]++\\.[A-Za-z0-9_-]++");

    /**
     * The values of {@code typ} in the header of an access token (RFC 9068 2.1), in small letters.
     */
    private static final Set<String> TYPES = Set.of("jwt", "at+jwt", "application/at+jwt");

    private final Map<String, TrustedIssuer> issuers;
    private final Roles roles;
    private final Clock clock;
    private final VerifiedTokenCache cache;

    /**
     * @param readers runs each reading of keys in the background
     * @throws StartRefused if the settings of an issuer or of the roles are incomplete or wrong
     */
    public TokenVerifier(Config config, Clock clock, Executor readers) {
        this(config, clock, new KeyLocations(), readers, new VerifiedTokenCache());
    }

    TokenVerifier(
            Config config,
            Clock clock,
            KeyReader reader,
            Executor readers,
            VerifiedTokenCache cache) {
        this.clock = clock;
        this.cache = cache;
        this.roles = new Roles(config);
        List<IssuerSettings> all = IssuerSettings.all(config);
        this.issuers =
                all.stream()
                        .map(issuer -> TrustedIssuer.of(issuer, all, reader, clock, readers))
                        .flatMap(
                                issuer ->
                                        issuer.settings().issuers().stream()
                                                .map(name -> Map.entry(name, issuer)))
                        .collect(
                                Collectors.toUnmodifiableMap(
                                        Map.Entry::getKey, Map.Entry::getValue));
    }

    /**
     * Begins to read the keys that are due. This is called again and again, and returns at once.
     */
    void readDueKeys() {
        issuers.values().forEach(issuer -> issuer.ring().readIfDue());
    }

    /** Reads the keys of every issuer now, and returns a sentence for each that has none. */
    public List<String> problems() {
        return issuers.values().stream()
                .distinct()
                .flatMap(
                        issuer ->
                                issuer.ring().failure().stream()
                                        .map(
                                                why ->
                                                        "The keys of issuer %s cannot be read: %s."
                                                                .formatted(
                                                                        issuer.settings().name(),
                                                                        why)))
                .toList();
    }

    /** The issuers whose tokens are accepted, by their names, with their keys as they are now. */
    public List<IssuerState> issuers() {
        return issuers.values().stream()
                .distinct()
                .map(TrustedIssuer::state)
                .sorted(Comparator.comparing(IssuerState::name))
                .toList();
    }

    /**
     * Checks a token as one of a request would be. The log tells nothing of it, and it is not
     * remembered.
     *
     * @param raw the token alone, as it follows the scheme in {@code Authorization}
     * @throws Rejection with TOKEN_INVALID
     * @throws KeysUnavailable as {@link #verify(String)} does
     */
    public VerifiedToken check(String raw) {
        checkLength(raw);
        Verified verified = verifySignature(raw);
        verified.issuer().checkClaims(verified.claims(), clock.instant());
        return token(raw, verified);
    }

    /** What a token says of itself; empty if it is none that can be read. */
    public static Optional<StatedClaims> stated(String raw) {
        try {
            SignedJWT token = isCompact(raw) ? SignedJWT.parse(raw) : null;
            return Optional.ofNullable(token)
                    .map(known -> known.getPayload().toJSONObject())
                    .map(json -> new Claims(json).stated(token.getHeader()));
        } catch (ParseException | IllegalArgumentException unreadable) {
            return Optional.empty();
        }
    }

    /**
     * Checks the token of a request.
     *
     * @param authorizations the values of all {@code Authorization} headers of one request
     * @throws Rejection as {@link #verify(String)} does, and with TOKEN_INVALID if there are
     *     several
     * @throws KeysUnavailable as {@link #verify(String)} does
     */
    public VerifiedToken verifyOnly(List<String> authorizations) {
        if (authorizations.size() > 1) {
            var refusal = InvalidToken.because("TOKEN_SEVERAL", "there are several");
            InvalidToken.log(refusal, "");
            throw refusal;
        }
        return verify(authorizations.isEmpty() ? null : authorizations.get(0));
    }

    /**
     * Checks the token in the value of an {@code Authorization} header.
     *
     * @param authorization null if there is no such header
     * @throws Rejection with TOKEN_MISSING, TOKEN_SCHEME_UNKNOWN or TOKEN_INVALID
     * @throws KeysUnavailable if the issuer's keys could not be read since the program started, or
     *     are being read because the token's key is not known
     */
    public VerifiedToken verify(String authorization) {
        if (authorization == null || authorization.isBlank()) {
            throw new Rejection(Reason.TOKEN_MISSING);
        }
        if (!authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            throw new Rejection(Reason.TOKEN_SCHEME_UNKNOWN);
        }
        String raw = authorization.substring(SCHEME.length()).strip();
        try {
            return verified(raw);
        } catch (Rejection refusal) {
            InvalidToken.log(refusal, isCompact(raw) ? raw : "");
            throw refusal;
        }
    }

    private VerifiedToken verified(String raw) {
        checkLength(raw);
        Optional<Verified> cached = cache.find(raw);
        Verified verified = cached.orElseGet(() -> verifySignature(raw));
        verified.issuer().checkClaims(verified.claims(), clock.instant());
        if (cached.isEmpty()) {
            cache.put(raw, verified);
        }
        return token(raw, verified);
    }

    private static void checkLength(String raw) {
        if (raw.length() > MAX_TOKEN_LENGTH) {
            throw InvalidToken.because("TOKEN_MALFORMED", "it is too long");
        }
    }

    private static VerifiedToken token(String raw, Verified verified) {
        return new VerifiedToken(
                verified.caller(),
                new ClaimsToken(verified.claims(), raw),
                verified.roles(),
                verified.identity());
    }

    /** Makes every check that does not depend on the time. */
    private Verified verifySignature(String raw) {
        if (!isCompact(raw)) {
            throw InvalidToken.because("TOKEN_MALFORMED", "it is no compact JWS");
        }
        SignedJWT token = parsed(raw);
        checkHeader(token.getHeader());
        Claims claims = claims(token);
        TrustedIssuer issuer =
                claims.text("iss")
                        .map(issuers::get)
                        .orElseThrow(
                                () ->
                                        InvalidToken.because(
                                                "TOKEN_ISSUER_UNKNOWN", "its issuer is unknown"));
        List<VerificationKey> keys = issuer.checkSignature(token);
        return new Verified(
                issuer,
                keys,
                claims,
                issuer.caller(claims, roles),
                issuer.roles(claims),
                issuer.identity(claims));
    }

    /** What is no such token the library fails on in more ways than it says. */
    private static boolean isCompact(String raw) {
        return raw.length() <= MAX_TOKEN_LENGTH && COMPACT.matcher(raw).matches();
    }

    private static SignedJWT parsed(String raw) {
        try {
            return SignedJWT.parse(raw);
        } catch (ParseException | IllegalArgumentException e) {
            throw InvalidToken.because("TOKEN_MALFORMED", "it cannot be parsed");
        }
    }

    private static void checkHeader(JWSHeader header) {
        if (header.getCriticalParams() != null) {
            throw InvalidToken.because("TOKEN_TYPE", "it uses a critical extension");
        }
        if (header.getType() != null
                && !TYPES.contains(header.getType().getType().toLowerCase(Locale.ROOT))) {
            throw InvalidToken.because("TOKEN_TYPE", "it is not an access token by its header");
        }
    }

    private static Claims claims(SignedJWT token) {
        Map<String, Object> json = token.getPayload().toJSONObject();
        if (json == null) {
            throw InvalidToken.because("TOKEN_MALFORMED", "its payload is no JSON object");
        }
        // Keycloak marks its ID and refresh tokens by this claim only.
        if (json.containsKey("typ") && !"Bearer".equals(json.get("typ"))) {
            throw InvalidToken.because("TOKEN_TYPE", "it is not an access token by its claim");
        }
        return new Claims(json);
    }
}
