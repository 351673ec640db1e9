package org.userphone.ear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import jakarta.annotation.Priority;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Inject;
import jakarta.transaction.Status;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.Transactional;
import jakarta.transaction.UserTransaction;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;
import org.assertj.core.api.Assertions;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.UseCase;
import org.userphone.domain.access.Caller;
import org.userphone.domain.access.OrganisationId;
import org.userphone.domain.access.Origin;
import org.userphone.domain.access.Permission;
import org.userphone.domain.access.UserId;
import org.userphone.domain.account.AddHuman;
import org.userphone.domain.account.NewHuman;
import org.userphone.domain.account.SetPhone;
import org.userphone.domain.idempotency.AnswerOnce;
import org.userphone.domain.idempotency.IdempotencyKey;
import org.userphone.domain.sms.Delivery;
import org.userphone.domain.sms.Sms;
import org.userphone.domain.sms.SmsSender;
import org.userphone.domain.user.EmailAddress;
import org.userphone.domain.user.Gender;
import org.userphone.domain.user.Profile;
import org.userphone.domain.user.RecordedEvent;
import org.userphone.domain.user.User;
import org.userphone.domain.user.UserEvent.EmailVerified;
import org.userphone.domain.user.UserEvent.HumanAdded;
import org.userphone.domain.user.UserEvent.PhoneChanged;
import org.userphone.domain.user.UserEvent.PhoneCodeAdded;
import org.userphone.domain.user.UserEvent.PhoneCodeSent;
import org.userphone.domain.user.Users;
import org.userphone.domain.user.Verification;

/** Use cases, adapters and timer put together by the server: this class runs inside it. */
@ExtendWith(ArquillianExtension.class)
class UseCasesIT {

    private static final OrganisationId ORGANISATION = new OrganisationId(Issuer.ORGANISATION);
    private static final Caller ADMIN =
            new Caller(
                    new UserId("administrator"),
                    Optional.empty(),
                    Set.of(Permission.USER_READ, Permission.USER_WRITE),
                    Set.of(),
                    Origin.UNKNOWN);

    /** Says no when everything is written already. */
    @UseCase
    static class SetPhoneAndRefuse {

        private final SetPhone setPhone;

        @Inject
        SetPhoneAndRefuse(SetPhone setPhone) {
            this.setPhone = setPhone;
        }

        public void set(UserId id, String number) {
            setPhone.set(ADMIN, id, number, Verification.SEND_CODE);
            throw new Rejection(Reason.PHONE_INVALID);
        }
    }

    /** Says no, and wants to stay what is written already. */
    @UseCase
    static class SetPhoneAndRemember {

        private final SetPhone setPhone;

        @Inject
        SetPhoneAndRemember(SetPhone setPhone) {
            this.setPhone = setPhone;
        }

        @Transactional(dontRollbackOn = Rejection.class)
        public void set(UserId id, String number) {
            setPhone.set(ADMIN, id, number, Verification.SEND_CODE);
            throw new Rejection(Reason.CODE_INVALID);
        }
    }

    /** Accepts every message, and remembers what transaction was open meanwhile. */
    @Alternative
    @Priority(1)
    @ApplicationScoped
    static class Provider implements SmsSender {

        private final Map<UserId, Integer> transactions = new ConcurrentHashMap<>();

        @Override
        public Delivery send(Sms sms) {
            transactions.put(sms.user(), transactionStatus());
            return new Delivery.Accepted("recording", sms.id());
        }

        Integer transactionFor(UserId user) {
            return transactions.get(user);
        }

        private static int transactionStatus() {
            try {
                TransactionSynchronizationRegistry registry =
                        InitialContext.doLookup("java:comp/TransactionSynchronizationRegistry");
                return registry.getTransactionStatus();
            } catch (NamingException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Inject private AddHuman addHuman;
    @Inject private SetPhone setPhone;
    @Inject private SetPhoneAndRefuse setPhoneAndRefuse;
    @Inject private SetPhoneAndRemember setPhoneAndRemember;
    @Inject private AnswerOnce answerOnce;
    @Inject private Users users;
    @Inject private Provider provider;
    @Inject private DataSource database;
    @Inject private UserTransaction transaction;

    @Resource private ManagedExecutorService executor;

    @Deployment
    static WebArchive application() throws URISyntaxException {
        var assertJ = Assertions.class.getProtectionDomain().getCodeSource().getLocation();
        return Deployments.trusting(new Issuer(), Unlimited.and(Map.of()))
                .addClass(UseCasesIT.class)
                .addAsLibraries(Path.of(assertJ.toURI()).toFile());
    }

    @Test
    void aRejectionRollsEverythingBack() {
        var user = addUser();

        assertThatExceptionOfType(Rejection.class)
                .isThrownBy(() -> setPhoneAndRefuse.set(user.id(), "079 123 45 67"));

        assertThat(users.find(user.id())).contains(user);
        assertThat(events(user.id())).containsExactly(HumanAdded.class, EmailVerified.class);
        assertThat(messages(user.id())).isZero();
    }

    @Test
    void aNumberAndItsSmsBecomeVisibleTogether() throws Exception {
        var user = addUser();

        transaction.begin();
        set(user.id(), "079 123 45 67");
        var seenBefore = outside(() -> messages(user.id()) + events(user.id()).size());
        transaction.commit();

        assertThat(seenBefore).isEqualTo(2);
        assertThat(events(user.id())).contains(PhoneChanged.class, PhoneCodeAdded.class);
        assertThat(messages(user.id())).isOne();
    }

    @Test
    void aRefusalUnderAKeyRollsEverythingBackAndSurfacesAsItIs() throws Exception {
        var user = addUser();
        var key = new IdempotencyKey(user.id().value());

        assertThatExceptionOfType(Rejection.class)
                .isThrownBy(
                        () -> once(key, () -> setPhoneAndRefuse.set(user.id(), "079 123 45 67")))
                .matches(no -> no.reason() == Reason.PHONE_INVALID);

        assertThat(users.find(user.id())).contains(user);
        assertThat(messages(user.id())).isZero();
        assertThat(once(key, () -> set(user.id(), "079 123 45 67"))).isEqualTo("answer");
        assertThat(messages(user.id())).isOne();
    }

    @Test
    void whatARefusalHasToRememberStaysUnderAKeyTooAndTheKeyIsFree() throws Exception {
        var user = addUser();
        var key = new IdempotencyKey(user.id().value());

        assertThatExceptionOfType(Rejection.class)
                .isThrownBy(
                        () -> once(key, () -> setPhoneAndRemember.set(user.id(), "079 123 45 67")))
                .matches(no -> no.reason() == Reason.CODE_INVALID);

        assertThat(events(user.id())).contains(PhoneChanged.class, PhoneCodeAdded.class);
        once(key, () -> set(user.id(), "079 123 45 68"));
        once(key, () -> set(user.id(), "079 123 45 69"));
        assertThat(users.find(user.id()).orElseThrow().human().phone().number())
                .hasValueSatisfying(number -> assertThat(number.e164()).isEqualTo("+41791234568"));
    }

    @Test
    void anAnswerAndItsEffectAreCommittedTogether() throws Exception {
        var user = addUser();
        var key = new IdempotencyKey(user.id().value());

        transaction.begin();
        once(key, () -> set(user.id(), "079 123 45 67"));
        transaction.rollback();

        assertThat(users.find(user.id())).contains(user);
        once(key, () -> set(user.id(), "079 123 45 68"));
        assertThat(events(user.id())).containsOnlyOnce(PhoneChanged.class);
    }

    private String once(IdempotencyKey key, Runnable work) throws Exception {
        return answerOnce.answer(
                ADMIN,
                key,
                "request",
                () -> {
                    work.run();
                    return "answer";
                });
    }

    @Test
    void writersOfOneUserAllSucceedOneAfterTheOther() throws Exception {
        var user = addUser();
        var numbers = IntStream.range(100, 132).mapToObj(i -> "+41791234" + i).toList();

        for (var set : executor.invokeAll(numbers.stream().map(n -> setting(user, n)).toList())) {
            set.get();
        }

        var history = users.history(user.id(), 0, 1000);
        assertThat(history)
                .extracting(event -> event.position().sequence())
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, history.size()).boxed().toList());
        assertThat(history)
                .extracting(RecordedEvent::event)
                .filteredOn(PhoneChanged.class::isInstance)
                .extracting(event -> ((PhoneChanged) event).number().e164())
                .containsExactlyInAnyOrderElementsOf(numbers);
    }

    @Test
    void replayedHistoryIsTheSnapshot() throws Exception {
        var user = addUser();
        set(user.id(), "079 123 45 67");
        set(user.id(), "079 123 45 68");

        // In one transaction, as the timer adds to the history.
        transaction.begin();
        var snapshot = users.lock(user.id()).orElseThrow();
        var history = users.history(user.id(), 0, 1000);
        transaction.commit();

        assertThat(User.replay(user.id(), ORGANISATION, history)).isEqualTo(snapshot);
    }

    @Test
    void theTimerSendsWhatLiesInTheOutboxOutsideAnyTransaction() {
        var user = addUser();

        set(user.id(), "079 123 45 67");

        var deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        while (!events(user.id()).contains(PhoneCodeSent.class)) {
            assertThat(System.nanoTime()).as("too late").isLessThan(deadline);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
        assertThat(provider.transactionFor(user.id())).isEqualTo(Status.STATUS_NO_TRANSACTION);
        assertThat(messages(user.id())).isOne();
    }

    private User addUser() {
        var id = new UserId(UUID.randomUUID().toString());
        var profile =
                new Profile(
                        "Alice",
                        "Example",
                        Optional.empty(),
                        "Alice Example",
                        Optional.empty(),
                        Gender.UNSPECIFIED);
        return addHuman.add(
                        ADMIN,
                        new NewHuman(
                                ORGANISATION,
                                Optional.of(id),
                                Optional.empty(),
                                profile,
                                new EmailAddress(id + "@example.com"),
                                Verification.ALREADY_VERIFIED,
                                Optional.empty(),
                                Verification.NONE))
                .user();
    }

    private void set(UserId user, String number) {
        setPhone.set(ADMIN, user, number, Verification.SEND_CODE);
    }

    private Callable<Void> setting(User user, String number) {
        return () -> {
            set(user.id(), number);
            return null;
        };
    }

    private List<Class<?>> events(UserId user) {
        return users.history(user, 0, 1000).stream()
                .<Class<?>>map(recorded -> recorded.event().getClass())
                .toList();
    }

    /** Messages that wait and that are sent: in one look, as the timer makes these of those. */
    private long messages(UserId user) {
        try (var connection = database.getConnection();
                var count =
                        connection.prepareStatement(
                                "select (select count(*) from sms_outbox where user_id = ?)"
                                        + " + (select count(*) from user_event where user_id = ?"
                                        + " and type = 'user.human.phone.code.sent')")) {
            count.setString(1, user.value());
            count.setString(2, user.value());
            try (var result = count.executeQuery()) {
                result.next();
                return result.getLong(1);
            }
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /** What another thread sees, which is in no transaction. */
    private long outside(Callable<Long> look) throws Exception {
        return executor.submit(look).get();
    }
}
