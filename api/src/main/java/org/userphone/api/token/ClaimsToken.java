package org.userphone.api.token;

import jakarta.json.spi.JsonProvider;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * A verified token as MicroProfile JWT presents it. A registered claim has the Java type that
 * MicroProfile JWT gives it. Any other claim is a String if it is a text, and else a JSON-P value.
 *
 * @param raw the token as it was sent
 */
record ClaimsToken(Claims claims, String raw) implements JsonWebToken {

    /** A constant, because looking the provider up takes longer than reading a claim. */
    private static final JsonProvider JSON = JsonProvider.provider();

    @Override
    public String getName() {
        return claims.text("upn")
                .or(() -> claims.text("preferred_username"))
                .or(() -> claims.text("sub"))
                .orElse(null);
    }

    @Override
    public Set<String> getClaimNames() {
        return claims.values().keySet();
    }

    @Override
    @SuppressWarnings("unchecked") // MicroProfile lets the caller name the type.
    public <T> T getClaim(String name) {
        return (T) value(name);
    }

    private Object value(String name) {
        Object value = name.equals("raw_token") ? raw : claims.values().get(name);
        if (value == null) {
            return null;
        }
        return switch (name) {
            case "aud", "groups" -> claims.texts(name);
            case "exp", "iat", "nbf", "auth_time", "updated_at" ->
                    value instanceof Number seconds ? seconds.longValue() : null;
            default ->
                    value instanceof String
                            ? value
                            : JSON.createObjectBuilder(Map.of(name, value)).build().get(name);
        };
    }

    /**
     * Seconds since 1970 UTC; 0 if the token does not say, where the inherited method would fail.
     */
    @Override
    public long getIssuedAtTime() {
        return claims.seconds("iat").orElse(0);
    }

    /** Does not show the token, because this text may get into a log. */
    @Override
    public String toString() {
        return "token";
    }
}
