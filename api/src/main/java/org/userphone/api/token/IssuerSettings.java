package org.userphone.api.token;

import com.nimbusds.jose.JWSAlgorithm;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;
import org.userphone.domain.StartRefused;
import org.userphone.domain.access.OrganisationId;

/**
 * The settings of one issuer of tokens.
 *
 * <p>The issuer that MicroProfile's own keys {@code mp.jwt.verify.*} describe has the name {@code
 * default}; {@code userphone.issuer.default.*} holds the settings of it for which MicroProfile has
 * no key. Any other issuer is described by {@code userphone.issuer.}<i>name</i>{@code .*}. A
 * setting that an issuer lacks has the value of {@code userphone.issuer.NAME.*}: that pattern holds
 * the defaults.
 *
 * @param issuers the values that the claim {@code iss} in its tokens may have: one provider may go
 *     by several names, as Entra does by version and others by host name. Its users are the same
 * @param keys its public keys, or where they are read
 * @param algorithms the signature algorithms that its tokens may use
 * @param audiences a token must name one of these in the claim {@code aud}
 * @param skew how far the issuer's clock may differ from ours, 0 to 600 seconds
 * @param maxAge how long a token is accepted after it was issued, even if it expires later
 * @param roles path of the claim that names the caller's roles
 * @param organisation the organisation of every caller; if empty, the organisation claim names it
 * @param organisationClaim path of the claim that names the caller's organisation
 * @param userClaim name of the claim that identifies the caller
 * @param userPrefix a text put in front of the value of that claim to make the user id
 * @param provision how its tokens make users; empty if they make none
 * @param console how people sign in to the console there; empty if they cannot
 */
record IssuerSettings(
        String name,
        Set<String> issuers,
        KeySettings keys,
        Set<JWSAlgorithm> algorithms,
        Set<String> audiences,
        Duration skew,
        Optional<Duration> maxAge,
        String roles,
        Optional<OrganisationId> organisation,
        String organisationClaim,
        String userClaim,
        String userPrefix,
        Optional<ProvisionSettings> provision,
        Optional<ConsoleClient> console) {

    private static final String DEFAULT_ISSUER = "default";
    private static final List<JWSAlgorithm> ALGORITHMS =
            List.of(JWSAlgorithm.RS256, JWSAlgorithm.PS256, JWSAlgorithm.ES256, JWSAlgorithm.EdDSA);
    private static final long MAX_SKEW_SECONDS = 600;

    /**
     * Reads the settings of every issuer.
     *
     * @throws StartRefused if no issuer is configured, if one is incomplete, or if two have the
     *     same {@code iss} or would give the same user ids
     */
    static List<IssuerSettings> all(Config config) {
        var names = new LinkedHashSet<String>();
        if (Stream.of("issuer", "publickey", "publickey.location", "audiences")
                .anyMatch(key -> value(config, "mp.jwt.verify." + key).isPresent())) {
            names.add(DEFAULT_ISSUER);
        }
        value(config, "userphone.issuers").map(IssuerSettings::list).ifPresent(names::addAll);
        if (names.isEmpty()) {
            throw new StartRefused(
                    "No issuer of tokens is configured: set mp.jwt.verify.issuer,"
                            + " mp.jwt.verify.publickey.location and mp.jwt.verify.audiences.");
        }
        List<IssuerSettings> all = names.stream().map(name -> of(config, name)).toList();
        refuseEqual(all, IssuerSettings::issuers, "have the same issuer; join them into one.");
        refuseEqual(
                all.stream().filter(IssuerSettings::identifiesBySubject).toList(),
                settings -> Set.of(settings.userPrefix()),
                "would give the same user ids; set another user.prefix for one of them.");
        return all;
    }

    /**
     * Whether the claim {@code sub} identifies the caller. A subject is unique within its issuer
     * only (RFC 7519 4.1.2); whoever chooses another claim answers for its being unique.
     */
    boolean identifiesBySubject() {
        return userClaim.equals("sub");
    }

    private static void refuseEqual(
            List<IssuerSettings> all, Function<IssuerSettings, Set<String>> by, String why) {
        var owners = new HashMap<String, String>();
        for (var settings : all) {
            for (String value : by.apply(settings)) {
                var other = owners.put(value, settings.name());
                if (other != null) {
                    throw new StartRefused(
                            "The issuers %s and %s %s".formatted(other, settings.name(), why));
                }
            }
        }
    }

    private static IssuerSettings of(Config config, String name) {
        var section = new Section(config, name);
        return new IssuerSettings(
                name,
                Set.copyOf(section.list("issuer")),
                keySettings(section),
                section.list("publickey.algorithm").stream()
                        .map(algorithm -> algorithm(section, algorithm))
                        .collect(Collectors.toUnmodifiableSet()),
                Set.copyOf(section.list("audiences")),
                section.seconds("clock.skew")
                        .filter(skew -> skew.toSeconds() <= MAX_SKEW_SECONDS)
                        .orElseThrow(
                                () -> section.refused("clock.skew", "must be 0 to 600 seconds")),
                section.seconds("token.age"),
                section.required("roles"),
                section.get("organisation").map(id -> organisation(section, id)),
                section.required("organisation.claim"),
                section.required("user.claim"),
                section.get("user.prefix").orElse(""),
                section.flag("provision")
                        ? Optional.of(provisionSettings(section))
                        : Optional.empty(),
                consoleClient(section));
    }

    /**
     * The issuer is the first of its names that is a URL, because the console looks for it there.
     */
    private static Optional<ConsoleClient> consoleClient(Section section) {
        return section.consoleClient()
                .map(
                        client ->
                                new ConsoleClient(
                                        section.name(),
                                        section.list("issuer").stream()
                                                .filter(ConsoleClient::isUrl)
                                                .findFirst()
                                                .orElseThrow(
                                                        () ->
                                                                section.refused(
                                                                        "issuer",
                                                                        "must be a URL for people"
                                                                                + " to sign in"
                                                                                + " there")),
                                        client,
                                        section.required("console.scope")));
    }

    private static ProvisionSettings provisionSettings(Section section) {
        return new ProvisionSettings(
                section.flag("provision.update"),
                section.required("provision.username.claim"),
                section.required("provision.email.claim"),
                section.get("provision.email.verified.claim"),
                section.required("provision.phone.claim"),
                section.get("provision.phone.verified.claim"));
    }

    private static KeySettings keySettings(Section section) {
        Optional<String> text = section.get("publickey");
        Optional<String> location = section.get("publickey.location");
        if (text.isPresent() == location.isPresent()) {
            throw section.refused("publickey.location", "or publickey must be set, one of the two");
        }
        try {
            return text.map(value -> new KeySettings(true, value))
                    .orElseGet(() -> KeySettings.at(location.orElseThrow()));
        } catch (IllegalArgumentException e) {
            throw section.refused("publickey.location", "is no URL");
        }
    }

    private static OrganisationId organisation(Section section, String id) {
        try {
            return new OrganisationId(id);
        } catch (IllegalArgumentException e) {
            throw section.refused("organisation", "is no organisation id: " + e.getMessage());
        }
    }

    private static JWSAlgorithm algorithm(Section section, String name) {
        return ALGORITHMS.stream()
                .filter(algorithm -> algorithm.getName().equals(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                section.refused(
                                        "publickey.algorithm",
                                        "must be of RS256, PS256, ES256 and EdDSA"));
    }

    private static Optional<String> value(Config config, String key) {
        return config.getOptionalValue(key, String.class)
                .map(String::strip)
                .filter(value -> !value.isEmpty());
    }

    private static List<String> list(String value) {
        return Arrays.stream(value.split(","))
                .map(String::strip)
                .filter(item -> !item.isEmpty())
                .toList();
    }

    /** Reads the settings of one issuer by the last part of their keys. */
    private record Section(Config config, String name) {

        Optional<String> get(String key) {
            return Stream.of(own(key), standard(key), "userphone.issuer.NAME." + key)
                    .flatMap(full -> value(config, full).stream())
                    .findFirst();
        }

        String required(String key) {
            return get(key).orElseThrow(() -> refused(key, "is not set"));
        }

        List<String> list(String key) {
            List<String> items = IssuerSettings.list(required(key));
            if (items.isEmpty()) {
                throw refused(key, "is not set");
            }
            return items;
        }

        Optional<Duration> seconds(String key) {
            Optional<String> text = get(key);
            if (text.isPresent() && !text.get().matches("\\d{1,9}")) {
                throw refused(key, "must be a number of seconds");
            }
            return text.map(Long::valueOf).map(Duration::ofSeconds);
        }

        /**
         * The client of the console at this issuer; that of the default issuer has a key of its
         * own.
         */
        Optional<String> consoleClient() {
            return get("console.client")
                    .or(
                            () ->
                                    name.equals(DEFAULT_ISSUER)
                                            ? value(config, "userphone.console.client")
                                            : Optional.empty());
        }

        boolean flag(String key) {
            return switch (required(key)) {
                case "true" -> true;
                case "false" -> false;
                default -> throw refused(key, "must be true or false");
            };
        }

        StartRefused refused(String key, String why) {
            return new StartRefused("%s %s.".formatted(standard(key), why));
        }

        private String own(String key) {
            return "userphone.issuer." + name + "." + key;
        }

        /** The key by which an operator most likely sets this setting of the issuer. */
        private String standard(String key) {
            boolean ofMicroProfile =
                    name.equals(DEFAULT_ISSUER)
                            && !key.matches("roles|organisation.*|user\\..*|provision.*|console.*");
            return ofMicroProfile ? "mp.jwt.verify." + key : own(key);
        }
    }
}
