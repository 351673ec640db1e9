package org.userphone.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.userphone.domain.user.People.NUMBER;
import static org.userphone.domain.user.People.profile;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.userphone.domain.secret.KeyedHash;
import org.userphone.domain.user.EmailAddress;
import org.userphone.domain.user.Gender;
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

class EventFormatTest {

    private static final KeyedHash HASH = new KeyedHash("k1", "aGFzaA==");
    private static final EmailAddress EMAIL = new EmailAddress("minnie@example.com");

    private record Sample(UserEvent event, String type, String payload) {

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
                            """
                            {"userName":"minnie","firstName":"Minnie","lastName":"Mouse",\
                            "nickName":"Nick","displayName":"Minnie Mouse",\
                            "preferredLanguage":"de","gender":"DIVERSE",\
                            "email":"minnie@example.com","phone":"+41791234567"}"""),
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
                            """
                            {"userName":"minnie","firstName":"Minnie","lastName":"Mouse",\
                            "displayName":"\\"M\\" \u00fc","email":"minnie@example.com"}"""),
                    new Sample(
                            new EmailCodeAdded(HASH, Duration.ofHours(1), true),
                            "user.human.email.code.added",
                            """
                            {"code":{"KeyID":"k1","Hash":"aGFzaA=="},\
                            "expiry":3600000000000,"code_returned":true}"""),
                    new Sample(new EmailVerified(), "user.human.email.verified", "{}"),
                    new Sample(
                            new PhoneChanged(NUMBER),
                            "user.human.phone.changed",
                            """
                            {"phone":"+41791234567"}"""),
                    new Sample(
                            new PhoneCodeAdded(HASH, Duration.ofNanos(1), false),
                            "user.human.phone.code.added",
                            """
                            {"code":{"KeyID":"k1","Hash":"aGFzaA=="},"expiry":1}"""),
                    new Sample(new PhoneCodeSent(), "user.human.phone.code.sent", "{}"),
                    new Sample(
                            new PhoneVerificationFailed(),
                            "user.human.phone.verification.failed",
                            "{}"),
                    new Sample(
                            new EmailVerificationFailed(),
                            "user.human.email.verification.failed",
                            "{}"),
                    new Sample(
                            new UsernameChanged("minnie"),
                            "user.username.changed",
                            "{\"userName\":\"minnie\"}"),
                    new Sample(
                            new EmailChanged(EMAIL),
                            "user.human.email.changed",
                            "{\"email\":\"minnie@example.com\"}"),
                    new Sample(
                            new ProfileChanged(profile("Minnie", "Mouse")),
                            "user.human.profile.changed",
                            """
                            {"firstName":"Minnie","lastName":"Mouse","nickName":"Nick",\
                            "displayName":"Minnie Mouse","preferredLanguage":"de",\
                            "gender":"DIVERSE"}"""),
                    new Sample(new UserLocked(), "user.locked", "{}"),
                    new Sample(new UserUnlocked(), "user.unlocked", "{}"),
                    new Sample(new UserDeactivated(), "user.deactivated", "{}"),
                    new Sample(new UserReactivated(), "user.reactivated", "{}"),
                    new Sample(new PhoneRemoved(), "user.human.phone.removed", "{}"),
                    new Sample(new PhoneVerified(), "user.human.phone.verified", "{}"));

    @ParameterizedTest
    @FieldSource("SAMPLES")
    void anEventIsWrittenInZitadelsWordsAndComesBackEqual(Sample sample) {
        assertThat(EventFormat.typeOf(sample.event)).isEqualTo(sample.type);
        assertThat(EventFormat.write(sample.event)).isEqualTo(sample.payload);
        assertThat(EventFormat.read(sample.type, sample.payload)).isEqualTo(sample.event);
    }

    @Test
    void everyEventHasOneRowAndASample() {
        assertThat(EventFormat.TABLE)
                .<Class<?>>extracting(EventFormat.Row::event)
                .containsExactlyInAnyOrder(UserEvent.class.getPermittedSubclasses());
        assertThat(SAMPLES)
                .<Class<?>>extracting(sample -> sample.event.getClass())
                .contains(UserEvent.class.getPermittedSubclasses());
    }

    @Test
    void anEventOfALaterVersionIsNotGuessedAt() {
        assertThatThrownBy(() -> EventFormat.read("user.human.flown.to.the.moon", "{}"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("user.human.flown.to.the.moon");
    }
}
