package org.userphone.domain.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.userphone.domain.InMemoryDomain.LIFETIME;
import static org.userphone.domain.Rejected.assertRejected;
import static org.userphone.domain.user.People.ACME;
import static org.userphone.domain.user.People.ADMIN;
import static org.userphone.domain.user.People.MINNIE;
import static org.userphone.domain.user.People.NOON;
import static org.userphone.domain.user.People.NUMBER;
import static org.userphone.domain.user.People.OTHER;
import static org.userphone.domain.user.People.adminOf;
import static org.userphone.domain.user.People.plain;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.userphone.domain.InMemoryDomain;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.access.Caller;
import org.userphone.domain.access.Origin;
import org.userphone.domain.access.UserId;
import org.userphone.domain.account.SetPhone.PhoneSet;
import org.userphone.domain.sms.ClaimedSms;
import org.userphone.domain.user.Editor;
import org.userphone.domain.user.EmailAddress;
import org.userphone.domain.user.People;
import org.userphone.domain.user.Phone;
import org.userphone.domain.user.PhoneNumber;
import org.userphone.domain.user.RecordedEvent;
import org.userphone.domain.user.User;
import org.userphone.domain.user.UserEvent.HumanAdded;
import org.userphone.domain.user.UserEvent.PhoneChanged;
import org.userphone.domain.user.UserEvent.PhoneCodeAdded;
import org.userphone.domain.user.UserEvent.PhoneVerified;
import org.userphone.domain.user.Verification;

class SetPhoneTest {

    private static final UserId NOBODY = new UserId("nobody");
    private static final UserId DAISY = new UserId("daisy");
    private static final PhoneNumber ANOTHER = new PhoneNumber("+41711234567");

    private final InMemoryDomain domain = new InMemoryDomain();

    @BeforeEach
    void minnieIsKnownWithANumber() {
        domain.known(MINNIE, Optional.of(NUMBER));
    }

    @Test
    void aCodeIsSentInAMessageAndNotReturned() {
        domain.clock.advance(Duration.ofSeconds(1));
        var set = set(plain(MINNIE), "071 123 45 67", Verification.SEND_CODE);

        assertThat(set.code()).isEmpty();
        assertThat(types())
                .containsExactly(HumanAdded.class, PhoneChanged.class, PhoneCodeAdded.class);
        var sms = waiting().get(0).sms();
        assertThat(sms.user()).isEqualTo(MINNIE);
        assertThat(sms.recipient()).isEqualTo(ANOTHER);
        assertThat(sms.sequence()).isEqualTo(3);
        assertThat(sms.promisedAt()).isEqualTo(NOON.plusSeconds(1));
        assertThat(sms.expiresAt()).isEqualTo(NOON.plusSeconds(1).plus(LIFETIME));
        assertThat(matches(sms.text().substring(0, 6))).isTrue();
    }

    @Test
    void aReturnedCodeIsTheOneThatWasRecordedAndIsNotSent() {
        var set = set(ADMIN, ANOTHER.e164(), Verification.RETURN_CODE);

        assertThat(types())
                .containsExactly(HumanAdded.class, PhoneChanged.class, PhoneCodeAdded.class);
        assertThat(matches(set.code().orElseThrow().text())).isTrue();
        assertThat(domain.outbox.size()).isZero();
    }

    @Test
    void aNumberVouchedForNeedsNoCode() {
        var set = set(ADMIN, ANOTHER.e164(), Verification.ALREADY_VERIFIED);

        assertThat(types())
                .containsExactly(HumanAdded.class, PhoneChanged.class, PhoneVerified.class);
        assertThat(set.user().human().phone()).isEqualTo(new Phone.Verified(ANOTHER));
        assertThat(set.code()).isEmpty();
        assertThat(domain.outbox.size()).isZero();
    }

    @Test
    void theAnswerIsTheUserAsItWasKept() {
        var set = set(ADMIN, ANOTHER.e164(), Verification.SEND_CODE);

        assertThat(set.user()).isEqualTo(domain.user(MINNIE));
        assertThat(User.replay(MINNIE, ACME, domain.history(MINNIE))).isEqualTo(set.user());
    }

    @Test
    void theHistoryTellsWhoDidIt() {
        set(adminOf(ACME), ANOTHER.e164(), Verification.SEND_CODE);

        assertThat(domain.history(MINNIE).subList(1, 3))
                .extracting(RecordedEvent::editor)
                .containsOnly(Editor.of(adminOf(ACME).id()));
    }

    @Test
    void addingWithBothCodesAndSettingANumberEndsAtFive() {
        var added =
                domain.add(
                        ADMIN,
                        new NewHuman(
                                ACME,
                                Optional.of(DAISY),
                                Optional.empty(),
                                People.profile("Daisy", "Duck"),
                                new EmailAddress("daisy.duck@example.com"),
                                Verification.RETURN_CODE,
                                Optional.of(NUMBER.e164()),
                                Verification.RETURN_CODE));
        var set = domain.set(ADMIN, DAISY, ANOTHER.e164(), Verification.RETURN_CODE);

        assertThat(added.user().last().sequence()).isEqualTo(3);
        assertThat(set.user().last().sequence()).isEqualTo(5);
    }

    @ParameterizedTest
    @CsvSource({
        "SEND_CODE, self, true",
        "SEND_CODE, same organisation, true",
        "SEND_CODE, another organisation, false",
        "SEND_CODE, instance, true",
        "SEND_CODE, nobody, false",
        "RETURN_CODE, self, false",
        "RETURN_CODE, self with user.write, true",
        "RETURN_CODE, same organisation, true",
        "RETURN_CODE, another organisation, false",
        "RETURN_CODE, instance, true",
        "RETURN_CODE, nobody, false",
        "ALREADY_VERIFIED, self, false",
        "ALREADY_VERIFIED, self with user.write, true",
        "ALREADY_VERIFIED, same organisation, true",
        "ALREADY_VERIFIED, another organisation, false",
        "ALREADY_VERIFIED, instance, true",
        "ALREADY_VERIFIED, nobody, false",
    })
    void onlyWhoMayDoesIt(Verification how, String who, boolean allowed) {
        var caller = caller(who);
        if (allowed) {
            set(caller, ANOTHER.e164(), how);
            assertThat(domain.user(MINNIE).human().phone().number()).contains(ANOTHER);
        } else {
            assertRefused(Reason.PERMISSION_MISSING, caller, ANOTHER.e164(), how);
        }
    }

    @ParameterizedTest
    @EnumSource
    void anUnknownUserIsSaidBeforeAMissingPermission(Verification how) {
        assertRejected(
                Reason.PHONE_USER_NOT_FOUND, () -> domain.set(plain(DAISY), NOBODY, "", how));
        assertThat(domain.history(NOBODY)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "PhoneNumber", "+41791234567"})
    void aMissingPermissionIsSaidBeforeABadOrUnchangedNumber(String phone) {
        assertRefused(Reason.PERMISSION_MISSING, plain(MINNIE), phone, Verification.RETURN_CODE);
        assertRefused(Reason.PERMISSION_MISSING, plain(DAISY), phone, Verification.SEND_CODE);
    }

    @ParameterizedTest
    @EnumSource
    void aBadNumberIsRefused(Verification how) {
        assertRefused(Reason.PHONE_EMPTY, ADMIN, "", how);
        assertRefused(Reason.PHONE_INVALID, ADMIN, "PhoneNumber", how);
        assertRefused(Reason.PHONE_INVALID, ADMIN, "0".repeat(251), how);
    }

    @ParameterizedTest
    @ValueSource(strings = {"+41791234567", "079 123 45 67", "0041 79 123-45-67"})
    void theSameNumberIsNotChangedHoweverItIsWritten(String phone) {
        for (var how : Verification.values()) {
            assertRefused(Reason.PHONE_NOT_CHANGED, ADMIN, phone, how);
        }
    }

    @Test
    void theSameNumberIsNotChangedOnceItIsVerifiedEither() {
        set(ADMIN, ANOTHER.e164(), Verification.ALREADY_VERIFIED);

        assertRefused(
                Reason.PHONE_NOT_CHANGED, ADMIN, ANOTHER.e164(), Verification.ALREADY_VERIFIED);
    }

    @Test
    void twoUsersMayHaveOneNumber() {
        domain.known(DAISY, Optional.of(ANOTHER));

        assertThat(
                        set(ADMIN, ANOTHER.e164(), Verification.SEND_CODE)
                                .user()
                                .human()
                                .phone()
                                .number())
                .contains(ANOTHER);
    }

    @Test
    void aHundredSettersAtOnceAllSucceedAndOneNumberRemains() throws Exception {
        var pool = Executors.newFixedThreadPool(16);
        var numbers = IntStream.range(100, 200).mapToObj(i -> "+41791111" + i).toList();
        var codes = new HashSet<String>();
        try {
            var setters =
                    numbers.stream()
                            .<Callable<PhoneSet>>map(
                                    phone -> () -> set(ADMIN, phone, Verification.RETURN_CODE))
                            .toList();
            for (var setting : pool.invokeAll(setters)) {
                codes.add(setting.get().code().orElseThrow().text());
            }
        } finally {
            pool.shutdown();
        }

        var history = domain.history(MINNIE);
        var user = domain.user(MINNIE);
        assertThat(codes).hasSize(100);
        assertThat(history)
                .extracting(event -> event.position().sequence())
                .containsExactlyElementsOf(LongStream.rangeClosed(1, 201).boxed().toList());
        assertThat(User.replay(MINNIE, ACME, history)).isEqualTo(user);
        assertThat(numbers).contains(user.human().phone().number().orElseThrow().e164());
        assertThat(codes).filteredOn(this::matches).hasSize(1);
    }

    private Caller caller(String who) {
        return switch (who) {
            case "self" -> plain(MINNIE);
            case "self with user.write" ->
                    new Caller(
                            MINNIE,
                            Optional.of(ACME),
                            adminOf(ACME).everywhere(),
                            adminOf(ACME).inOrganisation(),
                            Origin.UNKNOWN);
            case "same organisation" -> adminOf(ACME);
            case "another organisation" -> adminOf(OTHER);
            case "instance" -> ADMIN;
            case "nobody" -> plain(DAISY);
            default -> throw new IllegalArgumentException(who);
        };
    }

    private PhoneSet set(Caller caller, String phone, Verification how) {
        return domain.set(caller, MINNIE, phone, how);
    }

    private void assertRefused(Reason reason, Caller caller, String phone, Verification how) {
        var history = domain.history(MINNIE);
        var messages = domain.outbox.size();

        assertRejected(reason, () -> set(caller, phone, how));

        assertThat(domain.history(MINNIE)).isEqualTo(history);
        assertThat(domain.outbox.size()).isEqualTo(messages);
    }

    private boolean matches(String code) {
        var phone = domain.user(MINNIE).human().phone();
        return domain.codes.matches(
                phone.pendingCode().orElseThrow(),
                MINNIE,
                phone.number().orElseThrow().e164(),
                code,
                domain.clock.instant());
    }

    private List<ClaimedSms> waiting() {
        return domain.outbox.claimDue(domain.clock.instant(), 10, Duration.ofMinutes(1));
    }

    private List<Class<?>> types() {
        return domain.events(MINNIE).stream().<Class<?>>map(Object::getClass).toList();
    }
}
