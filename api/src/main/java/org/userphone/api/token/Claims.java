package org.userphone.api.token;

import com.nimbusds.jose.JWSHeader;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.userphone.domain.Rejection;

/**
 * The claims of a token (RFC 7519 4).
 *
 * @param values by their names, as parsed JSON: String, {@link Number}, Boolean, List, Map or null
 */
record Claims(Map<String, Object> values) {

    /** The last second that a timestamp of the contract can name. */
    private static final long LAST = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();

    /** The value of a claim that is a text; empty if the token lacks the claim or it is no text. */
    Optional<String> text(String name) {
        return values.get(name) instanceof String text ? Optional.of(text) : Optional.empty();
    }

    /**
     * The value of a claim that is a NumericDate (RFC 7519 2), in whole seconds since 1970 UTC;
     * empty if the token lacks the claim. A number too large for a long becomes the largest long,
     * so a caller must not add anything to it.
     *
     * @throws Rejection if the claim is not a number: to ignore it would be to skip a check
     */
    OptionalLong seconds(String name) {
        if (!values.containsKey(name)) {
            return OptionalLong.empty();
        }
        if (values.get(name) instanceof Number number) {
            return OptionalLong.of(number.longValue());
        }
        throw InvalidToken.because("TOKEN_TIMES", name + " is no number");
    }

    /**
     * The value at a path through nested objects, whose levels are separated by {@code /}. If a
     * claim has the whole path as its name, it is that claim: many issuers name their claims by
     * URL.
     */
    Optional<Object> at(String path) {
        if (values.containsKey(path)) {
            return Optional.ofNullable(values.get(path));
        }
        Object here = values;
        for (String step : path.split("/")) {
            here = here instanceof Map<?, ?> object ? object.get(step) : null;
        }
        return Optional.ofNullable(here);
    }

    /** What they say of the token, together with its header. */
    StatedClaims stated(JWSHeader header) {
        return new StatedClaims(
                header.getAlgorithm().getName(),
                Optional.ofNullable(header.getKeyID()),
                text("iss"),
                texts("aud").stream().sorted().toList(),
                time("exp"),
                time("nbf"),
                time("iat"));
    }

    private Optional<Instant> time(String name) {
        return values.get(name) instanceof Number seconds
                        && seconds.longValue() >= 0
                        && seconds.longValue() <= LAST
                ? Optional.of(Instant.ofEpochSecond(seconds.longValue()))
                : Optional.empty();
    }

    /** The texts in a claim that is a text or a list; other elements of the list are left out. */
    Set<String> texts(String name) {
        return texts(values.get(name));
    }

    /** The texts at a path, where an object counts as the list of its keys. */
    Set<String> names(String path) {
        Object value = at(path).orElse(null);
        return texts(value instanceof Map<?, ?> object ? object.keySet() : value);
    }

    private static Set<String> texts(Object value) {
        Collection<?> found =
                value instanceof Collection<?> list ? list : Collections.singleton(value);
        return found.stream()
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .collect(Collectors.toUnmodifiableSet());
    }
}
