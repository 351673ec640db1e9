package org.userphone.domain.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.userphone.domain.user.Machine.AccessTokenType.BEARER;
import static org.userphone.domain.user.Machine.AccessTokenType.JWT;
import static org.userphone.domain.user.People.NUMBER;
import static org.userphone.domain.user.People.profile;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.userphone.domain.code.CodeOrigin.ByProvider;
import org.userphone.domain.secret.KeyedHash;
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

class EventFormatTest {

    private static final KeyedHash HASH = new KeyedHash("k1", "aGFzaA==");
    private static final EmailAddress EMAIL = new EmailAddress("minnie@example.com");

    private record Sample(UserEvent event, String type, Map<String, Object> payload) {

        @Override
        public String toString() {
            return type;
        }
    }

    static final List<Sample> SAMPLES =
            List.of(
                    new Sample(
                            new HumanAdded(
                                    "minnie",
                                    profile("Minnie", "Mouse"),
                                    EMAIL,
                                    Optional.of(NUMBER)),
                            "user.human.added",
                            Map.of(
                                    "userName",
                                    "minnie",
                                    "firstName",
                                    "Minnie",
                                    "lastName",
                                    "Mouse",
                                    "nickName",
                                    "Nick",
                                    "displayName",
                                    "Minnie Mouse",
                                    "preferredLanguage",
                                    "de",
                                    "gender",
                                    "DIVERSE",
                                    "email",
                                    "minnie@example.com",
                                    "phone",
                                    "+41791234567")),
                    new Sample(
                            new HumanAdded(
                                    "minnie",
                                    new Profile(
                                            "Minnie",
                                            "Mouse",
                                            Optional.empty(),
                                            "\"M\" \u00fc",
                                            Optional.empty(),
                                            Gender.UNSPECIFIED),
                                    EMAIL,
                                    Optional.empty()),
                            "user.human.added",
                            Map.of(
                                    "userName",
                                    "minnie",
                                    "firstName",
                                    "Minnie",
                                    "lastName",
                                    "Mouse",
                                    "displayName",
                                    "\"M\" \u00fc",
                                    "email",
                                    "minnie@example.com")),
                    new Sample(
                            new EmailCodeAdded(HASH, Duration.ofHours(1), true),
                            "user.human.email.code.added",
                            Map.of(
                                    "code",
                                    Map.of("KeyID", "k1", "Hash", "aGFzaA=="),
                                    "expiry",
                                    3600000000000L,
                                    "code_returned",
                                    true)),
                    new Sample(
                            new ExternalIdChanged(Optional.of("x-1")),
                            "user.external_id.changed",
                            Map.of("externalId", "x-1")),
                    new Sample(
                            new ExternalIdChanged(Optional.empty()),
                            "user.external_id.changed",
                            Map.of()),
                    new Sample(new EmailVerified(), "user.human.email.verified", Map.of()),
                    new Sample(
                            new PhoneChanged(NUMBER),
                            "user.human.phone.changed",
                            Map.of("phone", "+41791234567")),
                    new Sample(
                            new PhoneCodeAdded(HASH, Duration.ofNanos(1), false),
                            "user.human.phone.code.added",
                            Map.of(
                                    "code",
                                    Map.of("KeyID", "k1", "Hash", "aGFzaA=="),
                                    "expiry",
                                    1L)),
                    new Sample(
                            new PhoneCodeAdded(
                                    new ByProvider("42", Optional.empty()),
                                    ByProvider.LIFETIME,
                                    false),
                            "user.human.phone.code.added",
                            Map.of("generatorId", "42")),
                    new Sample(new PhoneCodeSent(), "user.human.phone.code.sent", Map.of()),
                    new Sample(
                            new PhoneCodeSent(
                                    Optional.of(new ByProvider("42", Optional.of("VE1")))),
                            "user.human.phone.code.sent",
                            Map.of("generatorInfo", Map.of("id", "42", "verificationId", "VE1"))),
                    new Sample(
                            new PhoneVerificationFailed(false),
                            "user.human.phone.verification.failed",
                            Map.of()),
                    new Sample(
                            new PhoneVerificationFailed(true),
                            "user.human.phone.verification.failed",
                            Map.of("byOther", true)),
                    new Sample(
                            new EmailVerificationFailed(false),
                            "user.human.email.verification.failed",
                            Map.of()),
                    new Sample(
                            new EmailVerificationFailed(true),
                            "user.human.email.verification.failed",
                            Map.of("byOther", true)),
                    new Sample(
                            new UsernameChanged("minnie"),
                            "user.username.changed",
                            Map.of("userName", "minnie")),
                    new Sample(
                            new EmailChanged(EMAIL),
                            "user.human.email.changed",
                            Map.of("email", "minnie@example.com")),
                    new Sample(
                            new ProfileChanged(profile("Minnie", "Mouse")),
                            "user.human.profile.changed",
                            Map.of(
                                    "firstName",
                                    "Minnie",
                                    "lastName",
                                    "Mouse",
                                    "nickName",
                                    "Nick",
                                    "displayName",
                                    "Minnie Mouse",
                                    "preferredLanguage",
                                    "de",
                                    "gender",
                                    "DIVERSE")),
                    new Sample(
                            new MachineAdded(
                                    "robot", new Machine("Robot", Optional.of("It calls"), BEARER)),
                            "user.machine.added",
                            Map.of(
                                    "userName",
                                    "robot",
                                    "name",
                                    "Robot",
                                    "description",
                                    "It calls",
                                    "accessTokenType",
                                    "BEARER")),
                    new Sample(
                            new MachineAdded("robot", new Machine("Robot", Optional.empty(), JWT)),
                            "user.machine.added",
                            Map.of("userName", "robot", "name", "Robot", "accessTokenType", "JWT")),
                    new Sample(
                            new LimitExceeded(Limit.PHONE_CODE_RESENDS, Duration.ofNanos(5)),
                            "user.human.limit.exceeded",
                            Map.of("limit", "PHONE_CODE_RESENDS", "retryAfter", 5L)),
                    new Sample(
                            new PhoneMessageRetried("7", Optional.of("smpp")),
                            "user.human.phone.message.retried",
                            Map.of("messageId", "7", "provider", "smpp")),
                    new Sample(
                            new PhoneMessageRetried("7", Optional.empty()),
                            "user.human.phone.message.retried",
                            Map.of("messageId", "7")),
                    new Sample(
                            new PhoneMessageGivenUp("7"),
                            "user.human.phone.message.given.up",
                            Map.of("messageId", "7")),
                    new Sample(new UserRemoved(), "user.removed", Map.of()),
                    new Sample(new UserLocked(), "user.locked", Map.of()),
                    new Sample(new UserUnlocked(), "user.unlocked", Map.of()),
                    new Sample(new UserDeactivated(), "user.deactivated", Map.of()),
                    new Sample(new UserReactivated(), "user.reactivated", Map.of()),
                    new Sample(new PhoneRemoved(), "user.human.phone.removed", Map.of()),
                    new Sample(new PhoneVerified(), "user.human.phone.verified", Map.of()));

    /** Any event; an erased one has the type that it had before. */
    private static final List<Class<?>> TOLD =
            Stream.of(UserEvent.class, UserEvent.Unseen.class)
                    .flatMap(events -> Stream.of(events.getPermittedSubclasses()))
                    .filter(Predicate.not(Class::isInterface))
                    .filter(Predicate.not(Erased.class::equals))
                    .<Class<?>>map(event -> event)
                    .toList();

    @ParameterizedTest
    @FieldSource("SAMPLES")
    void anEventIsWrittenInZitadelsWordsAndComesBackEqual(Sample sample) {
        assertThat(EventFormat.typeOf(sample.event)).isEqualTo(sample.type);
        assertThat(EventFormat.payloadOf(sample.event)).isEqualTo(sample.payload);
        assertThat(EventFormat.read(sample.type, sample.payload)).isEqualTo(sample.event);
    }

    @Test
    void everyEventHasOneRowAndASample() {
        assertThat(EventFormat.TABLE)
                .<Class<?>>extracting(EventRow::event)
                .containsExactlyInAnyOrderElementsOf(TOLD);
        assertThat(SAMPLES)
                .<Class<?>>extracting(sample -> sample.event.getClass())
                .containsAll(TOLD);
    }

    @Test
    void everyEventHasALabelForPeople() {
        assertThat(EventFormat.TABLE)
                .allSatisfy(row -> assertThat(EventFormat.labelOf(row.type())).isNotBlank());
        assertThatThrownBy(() -> EventFormat.labelOf("user.human.flown.to.the.moon"))
                .isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest
    @FieldSource("SAMPLES")
    void readersAreShownEverythingButWhatIsOfACode(Sample sample) {
        var expected = new HashMap<>(sample.payload);
        expected.remove("code");

        assertThat(EventFormat.shownPayloadOf(sample.event)).isEqualTo(expected);
    }

    @Test
    void anErasedEventKeepsItsTypeAndNothingElse() {
        var erased = new Erased("user.human.phone.changed");

        assertThat(EventFormat.typeOf(erased)).isEqualTo("user.human.phone.changed");
        assertThat(EventFormat.shownPayloadOf(erased)).isEmpty();
    }

    @Test
    void anEventOfALaterVersionIsNotGuessedAt() {
        assertThatThrownBy(() -> EventFormat.read("user.human.flown.to.the.moon", Map.of()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("user.human.flown.to.the.moon");
    }
}
