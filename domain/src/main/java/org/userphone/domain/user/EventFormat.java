package org.userphone.domain.user;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.userphone.domain.code.CodeOrigin.ByProvider;
import org.userphone.domain.code.CodeOrigin.Local;
import org.userphone.domain.secret.KeyedHash;
import org.userphone.domain.user.Machine.AccessTokenType;
import org.userphone.domain.user.UserEvent.EmailChanged;
import org.userphone.domain.user.UserEvent.EmailCodeAdded;
import org.userphone.domain.user.UserEvent.EmailVerificationFailed;
import org.userphone.domain.user.UserEvent.EmailVerified;
import org.userphone.domain.user.UserEvent.Erased;
import org.userphone.domain.user.UserEvent.ExternalIdChanged;
import org.userphone.domain.user.UserEvent.HumanAdded;
import org.userphone.domain.user.UserEvent.LimitExceeded;
import org.userphone.domain.user.UserEvent.MachineAdded;
import org.userphone.domain.user.UserEvent.PhoneChanged;
import org.userphone.domain.user.UserEvent.PhoneCodeAdded;
import org.userphone.domain.user.UserEvent.PhoneCodeSent;
import org.userphone.domain.user.UserEvent.PhoneMessageGivenUp;
import org.userphone.domain.user.UserEvent.PhoneMessageRetried;
import org.userphone.domain.user.UserEvent.PhoneRemoved;
import org.userphone.domain.user.UserEvent.PhoneVerificationFailed;
import org.userphone.domain.user.UserEvent.PhoneVerified;
import org.userphone.domain.user.UserEvent.ProfileChanged;
import org.userphone.domain.user.UserEvent.UserDeactivated;
import org.userphone.domain.user.UserEvent.UserLocked;
import org.userphone.domain.user.UserEvent.UserReactivated;
import org.userphone.domain.user.UserEvent.UserRemoved;
import org.userphone.domain.user.UserEvent.UserUnlocked;
import org.userphone.domain.user.UserEvent.UsernameChanged;

/**
 * How events are stored and shown: a table with one row for each event, with ZITADEL's name of the
 * event, its label for people, and the functions that write and read its payload. The keys of
 * payloads are ZITADEL's, too (protocol section 8). Empty values are left out. A payload consists
 * of texts, {@link Long}s, booleans and nested payloads.
 */
public final class EventFormat {

    /** The name of {@link PhoneCodeAdded}, which webhooks are told as well. */
    public static final String PHONE_CODE_ADDED = "user.human.phone.code.added";

    /** The key of the hash of a code. It is stored in the log and not shown to readers. */
    private static final String CODE = "code";

    private static final String EXTERNAL_ID = "externalId";
    private static final String RETURNED = "code_returned";
    private static final String MESSAGE = "messageId";
    private static final String BY_OTHER = "byOther";
    private static final String GENERATOR_ID = "generatorId";
    private static final String GENERATOR = "generatorInfo";

    static final List<EventRow<?>> TABLE =
            List.of(
                    new EventRow<>(
                            "user.human.added",
                            "User added",
                            HumanAdded.class,
                            EventFormat::writeHuman,
                            EventFormat::readHuman),
                    new EventRow<>(
                            "user.machine.added",
                            "Machine user added",
                            MachineAdded.class,
                            EventFormat::writeMachine,
                            EventFormat::readMachine),
                    new EventRow<>(
                            "user.human.email.code.added",
                            "Email address code generated",
                            EmailCodeAdded.class,
                            (e, json) -> writeCode(json, e.hash(), e.lifetime(), e.returned()),
                            json ->
                                    new EmailCodeAdded(
                                            hash(json),
                                            duration(json, "expiry"),
                                            json.containsKey(RETURNED))),
                    new EventRow<>(
                            "user.human.email.verified",
                            "Email address verified",
                            EmailVerified.class,
                            EmailVerified::new),
                    new EventRow<>(
                            "user.username.changed",
                            "Username changed",
                            UsernameChanged.class,
                            (e, json) -> json.put("userName", e.username()),
                            json -> new UsernameChanged(text(json, "userName"))),
                    // ZITADEL has no such id and so no name for this.
                    new EventRow<>(
                            "user.external_id.changed",
                            "External id changed",
                            ExternalIdChanged.class,
                            (e, json) -> e.externalId().ifPresent(id -> json.put(EXTERNAL_ID, id)),
                            json -> new ExternalIdChanged(optional(json, EXTERNAL_ID))),
                    new EventRow<>(
                            "user.human.profile.changed",
                            "Profile changed",
                            ProfileChanged.class,
                            (e, json) -> writeProfile(e.profile(), json),
                            json -> new ProfileChanged(readProfile(json))),
                    new EventRow<>(
                            "user.human.email.changed",
                            "Email address changed",
                            EmailChanged.class,
                            (e, json) -> json.put("email", e.address().text()),
                            json -> new EmailChanged(new EmailAddress(text(json, "email")))),
                    new EventRow<>(
                            "user.human.email.verification.failed",
                            "Email address verification failed",
                            EmailVerificationFailed.class,
                            (e, json) -> writeFlag(json, BY_OTHER, e.byOther()),
                            json -> new EmailVerificationFailed(json.containsKey(BY_OTHER))),
                    new EventRow<>(
                            "user.human.phone.changed",
                            "Phone number changed",
                            PhoneChanged.class,
                            (e, json) -> json.put("phone", e.number().e164()),
                            json -> new PhoneChanged(new PhoneNumber(text(json, "phone")))),
                    new EventRow<>(
                            PHONE_CODE_ADDED,
                            "Phone number code generated",
                            PhoneCodeAdded.class,
                            EventFormat::writePhoneCode,
                            EventFormat::readPhoneCode),
                    new EventRow<>(
                            "user.human.phone.code.sent",
                            "Phone number code sent",
                            PhoneCodeSent.class,
                            (e, json) ->
                                    e.generator()
                                            .ifPresent(
                                                    byProvider ->
                                                            json.put(
                                                                    GENERATOR,
                                                                    generator(byProvider))),
                            json ->
                                    new PhoneCodeSent(
                                            Optional.ofNullable((Map<?, ?>) json.get(GENERATOR))
                                                    .map(EventFormat::byProvider))),
                    // ZITADEL has neither this nor the next one.
                    new EventRow<>(
                            "user.human.phone.message.retried",
                            "SMS sent again by an operator",
                            PhoneMessageRetried.class,
                            (e, json) -> {
                                json.put(MESSAGE, e.message());
                                e.provider().ifPresent(name -> json.put("provider", name));
                            },
                            json ->
                                    new PhoneMessageRetried(
                                            text(json, MESSAGE), optional(json, "provider"))),
                    new EventRow<>(
                            "user.human.phone.message.given.up",
                            "SMS given up by an operator",
                            PhoneMessageGivenUp.class,
                            (e, json) -> json.put(MESSAGE, e.message()),
                            json -> new PhoneMessageGivenUp(text(json, MESSAGE))),
                    new EventRow<>(
                            "user.human.phone.verified",
                            "Phone number verified",
                            PhoneVerified.class,
                            PhoneVerified::new),
                    new EventRow<>(
                            "user.human.phone.verification.failed",
                            "Phone number verification failed",
                            PhoneVerificationFailed.class,
                            (e, json) -> writeFlag(json, BY_OTHER, e.byOther()),
                            json -> new PhoneVerificationFailed(json.containsKey(BY_OTHER))),
                    new EventRow<>(
                            "user.human.phone.removed",
                            "Phone number removed",
                            PhoneRemoved.class,
                            PhoneRemoved::new),
                    new EventRow<>("user.locked", "User locked", UserLocked.class, UserLocked::new),
                    new EventRow<>(
                            "user.unlocked",
                            "User unlocked",
                            UserUnlocked.class,
                            UserUnlocked::new),
                    new EventRow<>(
                            "user.deactivated",
                            "User deactivated",
                            UserDeactivated.class,
                            UserDeactivated::new),
                    new EventRow<>(
                            "user.reactivated",
                            "User reactivated",
                            UserReactivated.class,
                            UserReactivated::new),
                    new EventRow<>(
                            "user.removed", "User removed", UserRemoved.class, UserRemoved::new),
                    // ZITADEL has no limits and so no name for this.
                    new EventRow<>(
                            "user.human.limit.exceeded",
                            "Refused by a limit",
                            LimitExceeded.class,
                            EventFormat::writeLimit,
                            EventFormat::readLimit));

    private static final Map<Class<?>, EventRow<?>> BY_EVENT =
            TABLE.stream().collect(Collectors.toMap(EventRow::event, Function.identity()));
    private static final Map<String, EventRow<?>> BY_TYPE =
            TABLE.stream().collect(Collectors.toMap(EventRow::type, Function.identity()));

    private EventFormat() {}

    /** The types of all events of users. */
    public static Set<String> types() {
        return BY_TYPE.keySet();
    }

    /** ZITADEL's name of an event, such as {@code user.human.phone.changed}. */
    public static String typeOf(UserEvent event) {
        return event instanceof Erased erased
                ? erased.type()
                : BY_EVENT.get(event.getClass()).type();
    }

    /**
     * What people call events of that type, in ZITADEL's words where the protocol has them.
     *
     * @throws IllegalStateException if this version knows no such type
     */
    public static String labelOf(String type) {
        return row(type).label();
    }

    /** The payload of an event as it is stored in the log. */
    public static Map<String, Object> payloadOf(UserEvent event) {
        return event instanceof Erased ? Map.of() : BY_EVENT.get(event.getClass()).write(event);
    }

    /** The payload of an event as readers of the log see it: without the hash of a code. */
    public static Map<String, Object> shownPayloadOf(UserEvent event) {
        var payload = new LinkedHashMap<>(payloadOf(event));
        payload.remove(CODE);
        return payload;
    }

    /**
     * The event with this name and payload.
     *
     * @throws IllegalStateException if this version does not know the name
     */
    public static UserEvent read(String type, Map<String, Object> payload) {
        return row(type).reader().apply(payload);
    }

    private static EventRow<?> row(String type) {
        return Optional.ofNullable(BY_TYPE.get(type))
                .orElseThrow(() -> new IllegalStateException("no event is called " + type));
    }

    private static void writeHuman(HumanAdded human, Map<String, Object> json) {
        json.put("userName", human.username());
        writeProfile(human.profile(), json);
        json.put("email", human.email().text());
        human.phone().ifPresent(number -> json.put("phone", number.e164()));
    }

    private static void writeProfile(Profile profile, Map<String, Object> json) {
        json.put("firstName", profile.givenName());
        json.put("lastName", profile.familyName());
        profile.nickName().ifPresent(name -> json.put("nickName", name));
        json.put("displayName", profile.displayName());
        profile.preferredLanguage().ifPresent(tag -> json.put("preferredLanguage", tag));
        if (profile.gender() != Gender.UNSPECIFIED) {
            json.put("gender", profile.gender().name());
        }
    }

    private static HumanAdded readHuman(Map<String, Object> json) {
        return new HumanAdded(
                text(json, "userName"),
                readProfile(json),
                new EmailAddress(text(json, "email")),
                optional(json, "phone").map(PhoneNumber::new));
    }

    private static Profile readProfile(Map<String, Object> json) {
        return new Profile(
                text(json, "firstName"),
                text(json, "lastName"),
                optional(json, "nickName"),
                text(json, "displayName"),
                optional(json, "preferredLanguage"),
                optional(json, "gender").map(Gender::valueOf).orElse(Gender.UNSPECIFIED));
    }

    private static void writeMachine(MachineAdded added, Map<String, Object> json) {
        json.put("userName", added.username());
        json.put("name", added.machine().name());
        added.machine().description().ifPresent(text -> json.put("description", text));
        json.put("accessTokenType", added.machine().accessTokenType().name());
    }

    private static MachineAdded readMachine(Map<String, Object> json) {
        return new MachineAdded(
                text(json, "userName"),
                new Machine(
                        text(json, "name"),
                        optional(json, "description"),
                        AccessTokenType.valueOf(text(json, "accessTokenType"))));
    }

    private static void writeLimit(LimitExceeded refusal, Map<String, Object> json) {
        json.put("limit", refusal.limit().name());
        json.put("retryAfter", refusal.retryAfter().toNanos());
    }

    private static LimitExceeded readLimit(Map<String, Object> json) {
        return new LimitExceeded(Limit.valueOf(text(json, "limit")), duration(json, "retryAfter"));
    }

    private static void writeCode(
            Map<String, Object> json, KeyedHash hash, Duration lifetime, boolean returned) {
        json.put(CODE, Map.of("KeyID", hash.keyId(), "Hash", hash.value()));
        json.put("expiry", lifetime.toNanos());
        writeFlag(json, RETURNED, returned);
    }

    private static void writeFlag(Map<String, Object> json, String key, boolean flag) {
        if (flag) {
            json.put(key, true);
        }
    }

    /** Writes a code for a number; of a provider's code, only the provider is known. */
    private static void writePhoneCode(PhoneCodeAdded added, Map<String, Object> json) {
        if (added.origin() instanceof Local local) {
            writeCode(json, local.hash(), added.lifetime(), added.returned());
        } else if (added.origin() instanceof ByProvider byProvider) {
            json.put(GENERATOR_ID, byProvider.provider());
        }
    }

    private static PhoneCodeAdded readPhoneCode(Map<String, Object> json) {
        var provider = optional(json, GENERATOR_ID);
        return provider.isPresent()
                ? new PhoneCodeAdded(
                        new ByProvider(provider.get(), Optional.empty()),
                        ByProvider.LIFETIME,
                        false)
                : new PhoneCodeAdded(
                        hash(json), duration(json, "expiry"), json.containsKey(RETURNED));
    }

    private static Map<String, Object> generator(ByProvider byProvider) {
        var generator = new LinkedHashMap<String, Object>();
        generator.put("id", byProvider.provider());
        byProvider.verification().ifPresent(id -> generator.put("verificationId", id));
        return generator;
    }

    private static ByProvider byProvider(Map<?, ?> generator) {
        return new ByProvider(
                (String) generator.get("id"),
                Optional.ofNullable((String) generator.get("verificationId")));
    }

    private static KeyedHash hash(Map<String, Object> json) {
        var code = (Map<?, ?>) json.get(CODE);
        return new KeyedHash((String) code.get("KeyID"), (String) code.get("Hash"));
    }

    private static Duration duration(Map<String, Object> json, String key) {
        return Duration.ofNanos((Long) json.get(key));
    }

    private static String text(Map<String, Object> json, String key) {
        return optional(json, key).orElseThrow();
    }

    private static Optional<String> optional(Map<String, Object> json, String key) {
        return Optional.ofNullable((String) json.get(key));
    }
}
