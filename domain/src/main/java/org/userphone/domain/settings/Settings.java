package org.userphone.domain.settings;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;
import org.userphone.domain.Deadlines;
import org.userphone.domain.Rejection;
import org.userphone.domain.StartRefused;
import org.userphone.domain.access.OrganisationId;
import org.userphone.domain.access.OrganisationPolicy;
import org.userphone.domain.code.AttemptPolicy;
import org.userphone.domain.code.CodePolicy;
import org.userphone.domain.code.Codes;
import org.userphone.domain.guard.AllowDenyList;
import org.userphone.domain.guard.BreakerPolicy;
import org.userphone.domain.guard.Caps;
import org.userphone.domain.guard.GuardPolicy;
import org.userphone.domain.guard.Quota;
import org.userphone.domain.guard.TestNumbers;
import org.userphone.domain.idempotency.IdempotencyPolicy;
import org.userphone.domain.provider.NodeName;
import org.userphone.domain.provider.SigningKeys;
import org.userphone.domain.secret.Keyring;
import org.userphone.domain.sms.Entries;
import org.userphone.domain.sms.MessagePolicy;
import org.userphone.domain.sms.ReceiptQueue;
import org.userphone.domain.sms.RefusedSms;
import org.userphone.domain.sms.RetryPolicy;
import org.userphone.domain.sms.SenderIds;
import org.userphone.domain.sms.SmsEvents;
import org.userphone.domain.sms.SmsTemplate;
import org.userphone.domain.sms.StatisticsPolicy;
import org.userphone.domain.sms.Tariff;
import org.userphone.domain.text.BuiltInTexts;
import org.userphone.domain.text.Language;
import org.userphone.domain.text.MessageTexts;
import org.userphone.domain.text.Template;
import org.userphone.domain.text.TextChoice;
import org.userphone.domain.text.TextPolicy;
import org.userphone.domain.text.Typography;
import org.userphone.domain.user.Ids;
import org.userphone.domain.user.NumberType;
import org.userphone.domain.user.PhonePolicy;
import org.userphone.domain.user.Uniqueness;

/**
 * The settings of the domain, whose names, defaults and descriptions are in {@code
 * META-INF/microprofile-config.properties}. The class is here and not in the api because beans of a
 * library in an EAR cannot see the beans of its WAR.
 */
@Dependent
public class Settings {

    /** The ordinals of two of the sources that MicroProfile Config has by itself. */
    private static final int SYSTEM_PROPERTIES = 400;

    private static final int ENVIRONMENT = 300;

    private final Config config;

    @Inject
    public Settings(Config config) {
        this.config = config;
    }

    @Produces
    @Singleton
    RandomGenerator random() {
        return new SecureRandom();
    }

    @Produces
    @Singleton
    Deadlines deadlines() {
        return new Deadlines();
    }

    @Produces
    @Singleton
    Ids ids(Clock clock, RandomGenerator random) {
        return new Ids(clock, random);
    }

    @Produces
    @Singleton
    SigningKeys signingKeys(RandomGenerator random) {
        return new SigningKeys(random);
    }

    /**
     * @throws StartRefused if there is no key, or one is malformed
     */
    @Produces
    @Singleton
    Keyring keyring(RandomGenerator random) {
        return read("userphone.keys", keys -> Keyring.parse(keys, random));
    }

    @Produces
    @Singleton
    Codes codes(Keyring keys, RandomGenerator random) {
        return new Codes(codePolicy(), keys, random);
    }

    private CodePolicy codePolicy() {
        var alphabet = read("userphone.code.alphabet", Function.identity());
        boolean lookAlikes = read("userphone.code.lookalikes", Boolean::valueOf);
        boolean isFoundByPhones =
                Stream.of("userphone.sms.webotp", "userphone.sms.app")
                        .anyMatch(key -> find(key, Function.identity()).isPresent());
        return valid(
                "settings userphone.code.* are",
                () ->
                        new CodePolicy(
                                read("userphone.code.length", Integer::valueOf),
                                lookAlikes ? alphabet : CodePolicy.withoutLookAlikes(alphabet),
                                read("userphone.code.lifetime", Duration::parse),
                                isFoundByPhones));
    }

    @Produces
    @Singleton
    AttemptPolicy attempts() {
        return valid(
                "settings userphone.attempts.* and userphone.resend.waits are",
                () ->
                        new AttemptPolicy(
                                read("userphone.attempts.code", Integer::valueOf),
                                read("userphone.attempts.day", Integer::valueOf),
                                read(
                                        "userphone.resend.waits",
                                        waits ->
                                                Stream.of(waits.split(","))
                                                        .map(String::strip)
                                                        .map(Duration::parse)
                                                        .toList())));
    }

    @Produces
    @Singleton
    PhonePolicy phones() {
        return new PhonePolicy(
                read("userphone.phone.region", PhonePolicy::region),
                find("userphone.phone.regions", Settings::regions).orElse(Map.of()),
                read("userphone.phone.check", Settings::phoneCheck));
    }

    @Produces
    @Singleton
    Uniqueness uniqueness() {
        return read(
                "userphone.phone.unique",
                text ->
                        switch (text) {
                            case "none" -> Uniqueness.NONE;
                            case "organisation" -> Uniqueness.ORGANISATION;
                            case "instance" -> Uniqueness.INSTANCE;
                            default ->
                                    throw new IllegalArgumentException(
                                            "it is none, organisation or instance");
                        });
    }

    private static Map<OrganisationId, String> regions(String text) {
        return Entries.of(text).stream()
                .collect(
                        Collectors.toMap(
                                entry -> new OrganisationId(entry.key()),
                                entry -> PhonePolicy.region(entry.value())));
    }

    private static PhonePolicy.Check phoneCheck(String text) {
        return switch (text) {
            case "possible" -> PhonePolicy.Check.POSSIBLE;
            case "lenient" -> PhonePolicy.Check.LENIENT;
            default -> throw new IllegalArgumentException("it is possible or lenient");
        };
    }

    @Produces
    @Singleton
    Tariff tariff() {
        return read("userphone.sms.tariff", Tariff::parse);
    }

    @Produces
    @Singleton
    SenderIds senders() {
        return find("userphone.sms.senders", SenderIds::parse).orElse(SenderIds.NONE);
    }

    @Produces
    @Singleton
    TextPolicy textPolicy() {
        return valid(
                "settings userphone.sms.segments, userphone.sms.webotp and userphone.sms.app are",
                () ->
                        new TextPolicy(
                                codePolicy(),
                                read("userphone.sms.segments", Integer::valueOf),
                                find("userphone.sms.webotp", String::strip),
                                find("userphone.sms.app", String::strip),
                                read("userphone.sms.typography", Settings::typography)));
    }

    private static Typography typography(String text) {
        return switch (text) {
            case "none" -> Typography.NONE;
            case "names" -> Typography.NAMES;
            case "all" -> Typography.ALL;
            default -> throw new IllegalArgumentException("it is none, names or all");
        };
    }

    /**
     * @throws StartRefused if one of the texts breaks the rules of the policy
     */
    @Produces
    @Singleton
    BuiltInTexts builtInTexts(TextPolicy policy) {
        var builtIn = BuiltInTexts.read();
        var texts =
                find("userphone.sms.text", Settings::textTemplate)
                        .map(builtIn::replacedBy)
                        .orElse(builtIn);
        for (var language : texts.languages()) {
            try {
                policy.check(texts.of(language).orElseThrow().text());
            } catch (Rejection e) {
                throw new StartRefused(
                        "The text for %s does not suit userphone.sms.*: %s."
                                .formatted(language, e.getMessage()),
                        e);
            }
        }
        return texts;
    }

    private static Template textTemplate(String text) {
        return Template.parse(text.replace("{code}", "{{.Code}}"));
    }

    @Produces
    TextChoice textChoice(MessageTexts custom, BuiltInTexts builtIn) {
        return new TextChoice(custom, builtIn, read("userphone.language", Language::parse));
    }

    @Produces
    SmsTemplate template(
            TextChoice choice, TextPolicy policy, Tariff tariff, SenderIds senders, Ids ids) {
        return new SmsTemplate(choice, policy, tariff, senders, ids);
    }

    @Produces
    @Singleton
    RetryPolicy retries() {
        return valid(
                "settings userphone.sms.* are",
                () ->
                        new RetryPolicy(
                                read("userphone.sms.workers", Integer::valueOf),
                                read("userphone.sms.lease", Duration::parse),
                                read("userphone.sms.backoff", Duration::parse),
                                read("userphone.sms.backoff.most", Duration::parse),
                                read("userphone.sms.attempts", Integer::valueOf)));
    }

    @Produces
    @Singleton
    NodeName node() {
        return new NodeName(
                Stream.of("userphone.node", "HOSTNAME")
                        .flatMap(key -> find(key, String::strip).stream())
                        .findFirst()
                        .orElse("localhost"));
    }

    @Produces
    @Singleton
    SmsEvents smsEvents() {
        return new SmsEvents();
    }

    @Produces
    @Singleton
    MessagePolicy messages() {
        return read("userphone.sms.messages.keep", text -> new MessagePolicy(Duration.parse(text)));
    }

    @Produces
    @Singleton
    RefusedSms refusedSms() {
        return new RefusedSms();
    }

    @Produces
    @Singleton
    StatisticsPolicy statistics() {
        return read(
                "userphone.sms.statistics.period",
                text -> new StatisticsPolicy(Duration.parse(text)));
    }

    @Produces
    @Singleton
    ReceiptQueue receipts() {
        return read(
                "userphone.sms.receipts.waiting", text -> new ReceiptQueue(Integer.parseInt(text)));
    }

    @Produces
    @Singleton
    GuardPolicy guard() {
        return valid(
                "settings userphone.guard.* are",
                () ->
                        new GuardPolicy(
                                quotas("userphone.guard.number"),
                                quotas("userphone.guard.user"),
                                quotas("userphone.guard.address"),
                                quotas("userphone.guard.prefix"),
                                find("userphone.guard.country", Caps::parse).orElse(Caps.NONE),
                                find("userphone.guard.budget", Caps::parse).orElse(Caps.NONE),
                                new BreakerPolicy(
                                        read("userphone.guard.breaker.codes", Integer::valueOf),
                                        read("userphone.guard.breaker.percent", Integer::valueOf),
                                        read("userphone.guard.breaker.rest", Duration::parse)),
                                new AllowDenyList<>(
                                        names("userphone.guard.countries.allow", Settings::country),
                                        names("userphone.guard.countries.deny", Settings::country)),
                                new AllowDenyList<>(
                                        names("userphone.guard.types.allow", NumberType::valueOf),
                                        names("userphone.guard.types.deny", NumberType::valueOf))));
    }

    private List<Quota> quotas(String key) {
        return find(key, Quota::parse).orElse(List.of());
    }

    private <T> Set<T> names(String key, Function<String, T> reader) {
        return find(
                        key,
                        text ->
                                Stream.of(text.split(",", -1))
                                        .map(String::strip)
                                        .map(reader)
                                        .collect(Collectors.toSet()))
                .orElse(Set.of());
    }

    private static String country(String text) {
        if (!text.matches("[A-Z]{2}|001")) {
            throw new IllegalArgumentException("a country is two capital letters, or 001");
        }
        return text;
    }

    @Produces
    @Singleton
    TestNumbers testNumbers() {
        return find("userphone.test.numbers", TestNumbers::parse).orElse(TestNumbers.NONE);
    }

    @Produces
    @Singleton
    IdempotencyPolicy idempotency() {
        return read(
                "userphone.idempotency.lifetime",
                text -> new IdempotencyPolicy(Duration.parse(text)));
    }

    @Produces
    @Singleton
    OrganisationPolicy organisations() {
        var configured =
                config.getOptionalValues("userphone.organisations", String.class).orElse(List.of());
        return valid(
                "setting userphone.organisations is",
                () ->
                        new OrganisationPolicy(
                                configured.stream()
                                        .map(OrganisationId::new)
                                        .collect(Collectors.toSet())));
    }

    /**
     * Reads a mandatory setting.
     *
     * @throws StartRefused if the setting is missing, or if the reader throws an {@link
     *     IllegalArgumentException} or {@link DateTimeException}
     */
    public <T> T read(String key, Function<String, T> reader) {
        return find(key, reader)
                .orElseThrow(() -> new StartRefused("The setting " + key + " is missing."));
    }

    /**
     * Reads an optional setting.
     *
     * @throws StartRefused if the reader throws an {@link IllegalArgumentException} or {@link
     *     DateTimeException}
     */
    public <T> Optional<T> find(String key, Function<String, T> reader) {
        return config.getOptionalValue(key, String.class)
                .map(text -> valid("setting " + key + " is", () -> reader.apply(text)));
    }

    /**
     * Where the value of a setting comes from, by the ordinals that MicroProfile Config gives to
     * sources. The file of the defaults is one file among others here.
     */
    SettingSource source(String key) {
        var found = config.getConfigValue(key);
        if (found.getSourceName() == null) {
            return SettingSource.DEFAULT;
        }
        int ordinal = found.getSourceOrdinal();
        if (ordinal >= SYSTEM_PROPERTIES) {
            return SettingSource.SYSTEM_PROPERTY;
        }
        return ordinal >= ENVIRONMENT ? SettingSource.ENVIRONMENT : SettingSource.FILE;
    }

    private static <T> T valid(String which, Supplier<T> value) {
        try {
            return value.get();
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new StartRefused("The " + which + " wrong: " + e.getMessage() + ".", e);
        }
    }
}
