package org.userphone.api.token;

import jakarta.json.spi.JsonProvider;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * MicroProfile's view of a verified token. Registered claims have the Java types that MicroProfile
 * JWT names for them; of the others text is a String and everything else a JSON-P value.
 */
record ClaimsToken(Claims claims, String raw) implements JsonWebToken {

    /** Kept, because finding it anew would cost more than reading a claim. */
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
    @SuppressWarnings("unchecked") // The signature is MicroProfile's: the caller names the type.
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

    /** 0 if the token does not say; MicroProfile's own method would fail. */
    @Override
    public long getIssuedAtTime() {
        return claims.seconds("iat").orElse(0);
    }

    /** Never the token itself: this may end up in a log. */
    @Override
    public String toString() {
        return "token";
    }
}
