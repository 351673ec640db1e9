package org.userphone.persistence;

import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.spi.JsonProvider;
import java.io.StringReader;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.userphone.domain.secret.KeyedHash;
import org.userphone.domain.user.EmailAddress;
import org.userphone.domain.user.Gender;
import org.userphone.domain.user.PhoneNumber;
import org.userphone.domain.user.Profile;
import org.userphone.domain.user.UserEvent;
import org.userphone.domain.user.UserEvent.EmailChanged;
import org.userphone.domain.user.UserEvent.EmailCodeAdded;
import org.userphone.domain.user.UserEvent.EmailVerificationFailed;
import org.userphone.domain.user.UserEvent.EmailVerified;
import org.userphone.domain.user.UserEvent.HumanAdded;
import org.userphone.domain.user.UserEvent.PhoneChanged;
import org.userphone.domain.user.UserEvent.PhoneCodeAdded;
import org.userphone.domain.user.UserEvent.PhoneCodeSent;
import org.userphone.domain.user.UserEvent.PhoneRemoved;
import org.userphone.domain.user.UserEvent.PhoneVerificationFailed;
import org.userphone.domain.user.UserEvent.PhoneVerified;
import org.userphone.domain.user.UserEvent.ProfileChanged;
import org.userphone.domain.user.UserEvent.UserDeactivated;
import org.userphone.domain.user.UserEvent.UserLocked;
import org.userphone.domain.user.UserEvent.UserReactivated;
import org.userphone.domain.user.UserEvent.UserUnlocked;
import org.userphone.domain.user.UserEvent.UsernameChanged;

/**
 * How events lie in the log: a table with one row per event, which says ZITADEL's name of it and
 * writes and reads its payload, whose keys are ZITADEL's too (spec section 8). What is empty is
 * left out.
 */
final class EventFormat {

    /** One event's line in the table. */
    record Row<E extends UserEvent>(
            String type,
            Class<E> event,
            BiConsumer<E, JsonObjectBuilder> writer,
            Function<JsonObject, E> reader) {

        private String write(UserEvent other) {
            var payload = JSON.createObjectBuilder();
            writer.accept(event.cast(other), payload);
            return payload.build().toString();
        }
    }

    /** Kept, because finding the provider anew would cost more than writing an event. */
    private static final JsonProvider JSON = JsonProvider.provider();

    static final List<Row<?>> TABLE =
            List.of(
                    new Row<>(
                            "user.human.added",
                            HumanAdded.class,
                            EventFormat::writeHuman,
                            EventFormat::readHuman),
                    new Row<>(
                            "user.human.email.code.added",
                            EmailCodeAdded.class,
                            (e, json) -> writeCode(json, e.hash(), e.lifetime(), e.returned()),
                            json -> new EmailCodeAdded(hash(json), expiry(json), returned(json))),
                    new Row<>(
                            "user.human.email.verified",
                            EmailVerified.class,
                            (e, json) -> {},
                            json -> new EmailVerified()),
                    new Row<>(
                            "user.username.changed",
                            UsernameChanged.class,
                            (e, json) -> json.add("userName", e.username()),
                            json -> new UsernameChanged(json.getString("userName"))),
                    new Row<>(
                            "user.human.profile.changed",
                            ProfileChanged.class,
                            (e, json) -> writeProfile(e.profile(), json),
                            json -> new ProfileChanged(readProfile(json))),
                    new Row<>(
                            "user.human.email.changed",
                            EmailChanged.class,
                            (e, json) -> json.add("email", e.address().text()),
                            json -> new EmailChanged(new EmailAddress(json.getString("email")))),
                    new Row<>(
                            "user.human.email.verification.failed",
                            EmailVerificationFailed.class,
                            (e, json) -> {},
                            json -> new EmailVerificationFailed()),
                    new Row<>(
                            "user.human.phone.changed",
                            PhoneChanged.class,
                            (e, json) -> json.add("phone", e.number().e164()),
                            json -> new PhoneChanged(new PhoneNumber(json.getString("phone")))),
                    new Row<>(
                            "user.human.phone.code.added",
                            PhoneCodeAdded.class,
                            (e, json) -> writeCode(json, e.hash(), e.lifetime(), e.returned()),
                            json -> new PhoneCodeAdded(hash(json), expiry(json), returned(json))),
                    new Row<>(
                            "user.human.phone.code.sent",
                            PhoneCodeSent.class,
                            (e, json) -> {},
                            json -> new PhoneCodeSent()),
                    new Row<>(
                            "user.human.phone.verified",
                            PhoneVerified.class,
                            (e, json) -> {},
                            json -> new PhoneVerified()),
                    new Row<>(
                            "user.human.phone.verification.failed",
                            PhoneVerificationFailed.class,
                            (e, json) -> {},
                            json -> new PhoneVerificationFailed()),
                    new Row<>(
                            "user.human.phone.removed",
                            PhoneRemoved.class,
                            (e, json) -> {},
                            json -> new PhoneRemoved()),
                    new Row<>(
                            "user.locked",
                            UserLocked.class,
                            (e, json) -> {},
                            json -> new UserLocked()),
                    new Row<>(
                            "user.unlocked",
                            UserUnlocked.class,
                            (e, json) -> {},
                            json -> new UserUnlocked()),
                    new Row<>(
                            "user.deactivated",
                            UserDeactivated.class,
                            (e, json) -> {},
                            json -> new UserDeactivated()),
                    new Row<>(
                            "user.reactivated",
                            UserReactivated.class,
                            (e, json) -> {},
                            json -> new UserReactivated()));

    private static final Map<Class<?>, Row<?>> BY_EVENT =
            TABLE.stream().collect(Collectors.toMap(Row::event, Function.identity()));
    private static final Map<String, Row<?>> BY_TYPE =
            TABLE.stream().collect(Collectors.toMap(Row::type, Function.identity()));

    private EventFormat() {}

    /** ZITADEL's name of an event, {@code user.human.phone.changed}. */
    static String typeOf(UserEvent event) {
        return BY_EVENT.get(event.getClass()).type();
    }

    /** The payload of an event as a JSON object. */
    static String write(UserEvent event) {
        return BY_EVENT.get(event.getClass()).write(event);
    }

    /**
     * The event of that type and payload.
     *
     * @throws IllegalStateException if this version knows no such type
     */
    static UserEvent read(String type, String payload) {
        return Optional.ofNullable(BY_TYPE.get(type))
                .orElseThrow(() -> new IllegalStateException("no event is called " + type))
                .reader()
                .apply(parse(payload));
    }

    private static JsonObject parse(String payload) {
        try (var reader = JSON.createReader(new StringReader(payload))) {
            return reader.readObject();
        }
    }

    private static void writeHuman(HumanAdded human, JsonObjectBuilder json) {
        json.add("userName", human.username());
        writeProfile(human.profile(), json);
        json.add("email", human.email().text());
        human.phone().ifPresent(number -> json.add("phone", number.e164()));
    }

    private static void writeProfile(Profile profile, JsonObjectBuilder json) {
        json.add("firstName", profile.givenName());
        json.add("lastName", profile.familyName());
        profile.nickName().ifPresent(name -> json.add("nickName", name));
        json.add("displayName", profile.displayName());
        profile.preferredLanguage().ifPresent(tag -> json.add("preferredLanguage", tag));
        Optional.of(profile.gender())
                .filter(Predicate.not(Gender.UNSPECIFIED::equals))
                .ifPresent(gender -> json.add("gender", gender.name()));
    }

    private static HumanAdded readHuman(JsonObject json) {
        return new HumanAdded(
                json.getString("userName"),
                readProfile(json),
                new EmailAddress(json.getString("email")),
                text(json, "phone").map(PhoneNumber::new));
    }

    private static Profile readProfile(JsonObject json) {
        return new Profile(
                json.getString("firstName"),
                json.getString("lastName"),
                text(json, "nickName"),
                json.getString("displayName"),
                text(json, "preferredLanguage"),
                text(json, "gender").map(Gender::valueOf).orElse(Gender.UNSPECIFIED));
    }

    private static void writeCode(
            JsonObjectBuilder json, KeyedHash hash, Duration lifetime, boolean returned) {
        json.add(
                "code",
                JSON.createObjectBuilder().add("KeyID", hash.keyId()).add("Hash", hash.value()));
        json.add("expiry", lifetime.toNanos());
        if (returned) {
            json.add("code_returned", true);
        }
    }

    private static KeyedHash hash(JsonObject json) {
        var code = json.getJsonObject("code");
        return new KeyedHash(code.getString("KeyID"), code.getString("Hash"));
    }

    private static Duration expiry(JsonObject json) {
        return Duration.ofNanos(json.getJsonNumber("expiry").longValueExact());
    }

    private static boolean returned(JsonObject json) {
        return json.getBoolean("code_returned", false);
    }

    private static Optional<String> text(JsonObject json, String key) {
        return Optional.ofNullable(json.getJsonString(key)).map(JsonString::getString);
    }
}
