package org.userphone.persistence;

import static org.userphone.domain.user.People.ACME;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.userphone.domain.Deadlines;
import org.userphone.domain.Tracing;
import org.userphone.domain.access.Caller;
import org.userphone.domain.access.ChosenIds;
import org.userphone.domain.access.KnowOrganisation;
import org.userphone.domain.access.OrganisationPolicy;
import org.userphone.domain.access.Origin;
import org.userphone.domain.access.Permission;
import org.userphone.domain.access.UserId;
import org.userphone.domain.account.AddHuman;
import org.userphone.domain.account.DeleteUser;
import org.userphone.domain.account.EnterPhoneCode;
import org.userphone.domain.account.ListUsers;
import org.userphone.domain.account.NewHuman;
import org.userphone.domain.account.PhoneOwnership;
import org.userphone.domain.account.PromiseSms;
import org.userphone.domain.account.ReadUser;
import org.userphone.domain.account.RemovePhone;
import org.userphone.domain.account.ResendPhoneCode;
import org.userphone.domain.account.SetPhone;
import org.userphone.domain.account.TransactionalOutbox;
import org.userphone.domain.account.Vacancies;
import org.userphone.domain.code.AttemptPolicy;
import org.userphone.domain.code.CodePolicy;
import org.userphone.domain.code.Codes;
import org.userphone.domain.guard.CallerGuard;
import org.userphone.domain.guard.CallerPolicy;
import org.userphone.domain.guard.GuardPolicy;
import org.userphone.domain.guard.Quota;
import org.userphone.domain.guard.SmsGuard;
import org.userphone.domain.guard.TestNumbers;
import org.userphone.domain.sms.Attempt;
import org.userphone.domain.sms.ClaimedSms;
import org.userphone.domain.sms.DeliverDueSms;
import org.userphone.domain.sms.Delivery;
import org.userphone.domain.sms.ForgetMessages;
import org.userphone.domain.sms.GiveUpMessage;
import org.userphone.domain.sms.HandleMessage;
import org.userphone.domain.sms.Inbox;
import org.userphone.domain.sms.KeepMessage;
import org.userphone.domain.sms.OneByOne;
import org.userphone.domain.sms.RecordDelivery;
import org.userphone.domain.sms.RefusedSms;
import org.userphone.domain.sms.RetryPolicy;
import org.userphone.domain.sms.SendMessage;
import org.userphone.domain.sms.SenderIds;
import org.userphone.domain.sms.SmsEvents;
import org.userphone.domain.sms.SmsMessages;
import org.userphone.domain.sms.SmsOutbox;
import org.userphone.domain.sms.SmsSender;
import org.userphone.domain.sms.SmsTemplate;
import org.userphone.domain.sms.Tariff;
import org.userphone.domain.text.BuiltInTexts;
import org.userphone.domain.text.Language;
import org.userphone.domain.text.MessageTexts;
import org.userphone.domain.text.Template;
import org.userphone.domain.text.TextChoice;
import org.userphone.domain.text.TextPolicy;
import org.userphone.domain.text.Typography;
import org.userphone.domain.user.EmailAddress;
import org.userphone.domain.user.Ids;
import org.userphone.domain.user.People;
import org.userphone.domain.user.PhonePolicy;
import org.userphone.domain.user.TextMatch;
import org.userphone.domain.user.Uniqueness;
import org.userphone.domain.user.User;
import org.userphone.domain.user.UserListing;
import org.userphone.domain.user.UserListing.SortKey;
import org.userphone.domain.user.UserQuery;
import org.userphone.domain.user.UserQuery.TextField;
import org.userphone.domain.user.Users;
import org.userphone.domain.user.Verification;

/** The use cases on one database, wired by hand as the server wires them. */
final class House {

    static final Duration LEASE = Duration.ofMinutes(1);

    /** Codes may be replaced at once. */
    private static final AttemptPolicy ATTEMPTS = new AttemptPolicy(5, 20, List.of(Duration.ZERO));

    private static final CallerPolicy CALLERS =
            new CallerPolicy(Quota.parse("20/PT1H,100/PT24H"), Quota.parse("30/PT1H,100/PT24H"));

    private final TestDatabase database;
    private final Clock clock;
    private final GuardPolicy limits;
    private final RetryPolicy policy;
    private final Users users;
    private final SmsOutbox outbox;
    private final TransactionalOutbox changes;
    private final SmsMessages messages;
    private final Inbox inbox;
    private final Ids ids;
    private final Codes codes;
    private final SmsTemplate template;

    /** Use cases without limits of SMS. */
    House(TestDatabase database, Clock clock) {
        this(database, clock, GuardPolicy.NONE);
    }

    House(TestDatabase database, Clock clock, GuardPolicy limits) {
        this(
                database,
                clock,
                limits,
                new RetryPolicy(50, LEASE, Duration.ofSeconds(5), Duration.ofMinutes(5), 10));
    }

    House(TestDatabase database, Clock clock, GuardPolicy limits, RetryPolicy policy) {
        this.policy = policy;
        this.database = database;
        this.clock = clock;
        this.limits = limits;
        var entityManager = database.entityManager();
        users =
                database.transactional(
                        Users.class,
                        new JpaUsers(entityManager, Secrets.keyring(), new Deadlines()));
        var adapter = new JpaSmsOutbox(entityManager, Secrets.keyring(), () -> {});
        outbox = database.transactional(SmsOutbox.class, adapter);
        changes = new JpaTransactionalOutbox(users, adapter);
        messages =
                database.transactional(
                        SmsMessages.class,
                        new JpaSmsMessages(
                                entityManager, new SearchTimeout(Duration.ofSeconds(5))));
        inbox = database.transactional(Inbox.class, new JpaInbox(entityManager));
        var random = new Random();
        ids = new Ids(clock, random);
        var policyOfCodes = new CodePolicy(6, "ABCDEFGHIJKLMNOPQRSTUVWXYZ", Duration.ofHours(1));
        codes = new Codes(policyOfCodes, Secrets.keyring(), random);
        var texts = BuiltInTexts.read().replacedBy(Template.parse("{{.Code}} is your code"));
        template =
                new SmsTemplate(
                        new TextChoice(
                                database.transactional(
                                        MessageTexts.class,
                                        new JpaMessageTexts(
                                                entityManager, new MessageTextCache(() -> 0))),
                                texts,
                                new Language("en")),
                        new TextPolicy(
                                policyOfCodes,
                                3,
                                Optional.empty(),
                                Optional.empty(),
                                Typography.NAMES),
                        Tariff.parse("default=0.05"),
                        SenderIds.NONE,
                        ids);
    }

    Users users() {
        return users;
    }

    SmsOutbox outbox() {
        return outbox;
    }

    SmsMessages messages() {
        return messages;
    }

    Inbox inbox() {
        return inbox;
    }

    void addHuman(UserId id) {
        addHuman(id, Verification.NONE);
    }

    /**
     * @param email how the e-mail address is to be verified
     */
    void addHuman(UserId id, Verification email) {
        var organisations =
                new KnowOrganisation(
                        new OrganisationPolicy(Set.of(ACME)),
                        new JpaOrganisations(database.entityManager()));
        var add =
                new AddHuman(
                        users,
                        new Vacancies(users, organisations, ids, ChosenIds.INSTANCE),
                        codes,
                        new PhonePolicy("CH"),
                        promiseSms(),
                        clock);
        var human =
                new NewHuman(
                        ACME,
                        Optional.of(id),
                        Optional.empty(),
                        People.profile("Given", "Family"),
                        new EmailAddress(id + "@example.com"),
                        email,
                        Optional.empty(),
                        Verification.NONE);
        database.run(() -> add.add(People.ADMIN, human));
    }

    /** Sets a number that is verified by an SMS; the change is committed when this returns. */
    void setPhone(UserId id, String number) {
        var set = new SetPhone(users, new PhonePolicy("CH"), promiseSms(), callers(), clock);
        database.run(() -> set.set(People.ADMIN, id, number, Verification.SEND_CODE));
    }

    /** Vouches for a number that may belong to one user only. */
    void vouchOnce(UserId id, String number) {
        var sms = promiseSms(Uniqueness.INSTANCE);
        var set = new SetPhone(users, new PhonePolicy("CH"), sms, callers(), clock);
        database.run(() -> set.set(People.ADMIN, id, number, Verification.ALREADY_VERIFIED));
    }

    /** Replaces the pending code and returns the new one. */
    String resend(UserId id) {
        var resend = new ResendPhoneCode(users, ATTEMPTS, promiseSms(), callers(), clock);
        var set = database.in(() -> resend.resend(People.ADMIN, id, Verification.RETURN_CODE));
        return set.code().orElseThrow().text();
    }

    /** Verifies the number by its code. */
    void verify(UserId id, String code) {
        var owners = owners(Uniqueness.NONE);
        var enter = new EnterPhoneCode(users, owners, codes, ATTEMPTS, guard(), callers(), clock);
        database.run(() -> enter.enter(People.ADMIN, id, code));
    }

    void removePhone(UserId id) {
        database.run(() -> new RemovePhone(users, callers(), clock).remove(People.ADMIN, id));
    }

    User read(UserId id) {
        return database.in(() -> new ReadUser(users).read(People.ADMIN, id));
    }

    List<User> listByPhone(String number) {
        var list =
                new ListUsers(
                        users,
                        new JpaUserDirectory(
                                database.entityManager(), new SearchTimeout(Duration.ofSeconds(5))),
                        clock);
        var query = new UserQuery.Text(TextField.PHONE, TextMatch.EQUALS, number);
        var listing = new UserListing(List.of(query), SortKey.ID, true, 0, 100);
        return database.in(() -> list.list(People.ADMIN, listing)).page().users();
    }

    private SmsGuard guard() {
        return new SmsGuard(limits, counts(), Secrets.keyring(), new RefusedSms());
    }

    private CallerGuard callers() {
        return new CallerGuard(CALLERS, counts(), Secrets.keyring());
    }

    private JpaSendCounts counts() {
        return new JpaSendCounts(
                database.entityManager(),
                new SearchTimeout(Duration.ofSeconds(10)),
                database.settings());
    }

    private PhoneOwnership owners(Uniqueness uniqueness) {
        return new PhoneOwnership(uniqueness, users, counts(), Secrets.keyring());
    }

    private PromiseSms promiseSms() {
        return promiseSms(Uniqueness.NONE);
    }

    private PromiseSms promiseSms(Uniqueness uniqueness) {
        return new PromiseSms(
                users,
                owners(uniqueness),
                codes,
                TestNumbers.NONE,
                template,
                guard(),
                changes,
                sms -> new Delivery.Accepted("house", sms.id()),
                clock,
                Tracing.OFF);
    }

    void delete(UserId id) {
        var delete =
                new DeleteUser(
                        users,
                        new ForgetMessages(outbox, keep(users), messages, inbox, clock),
                        clock);
        var caller =
                new Caller(
                        id,
                        Optional.empty(),
                        Set.of(Permission.USER_SELF_DELETE),
                        Set.of(),
                        Origin.UNKNOWN);
        database.run(() -> delete.delete(caller, id));
    }

    /** Puts messages into the inbox, as the development sender does. */
    SmsSender toInbox() {
        return sms -> {
            inbox.put(
                    new Inbox.Message(
                            sms.id(),
                            sms.user(),
                            sms.recipient().e164(),
                            sms.text(),
                            clock.instant()));
            return new Delivery.Accepted("inbox", sms.id());
        };
    }

    /**
     * Delivers the messages that are due into the inbox, one after the other, and returns how many.
     */
    int deliver() {
        return deliver(outbox, toInbox(), users);
    }

    /** As {@link #deliver()}, with ports that a test can put between the steps. */
    int deliver(SmsOutbox itsOutbox, SmsSender itsSender, Users itsUsers) {
        return OneByOne.deliver(delivery(itsOutbox, itsSender, itsUsers), policy.workers());
    }

    /**
     * Has a message sent by an operator, which is committed when this returns.
     *
     * @param itsOutbox a port that a test can put between the steps
     */
    void retry(String message, SmsOutbox itsOutbox) {
        var send =
                new SendMessage(
                        handle(itsOutbox),
                        new Recorder(users, itsOutbox),
                        itsOutbox,
                        messages,
                        toInbox(),
                        clock);
        database.run(() -> send.send(People.ADMIN, message, ""));
    }

    /** Has a message given up by an operator; as {@link #retry}. */
    void giveUp(String message, SmsOutbox itsOutbox) {
        var giveUp = new GiveUpMessage(handle(itsOutbox), itsOutbox, keep(users), clock);
        database.run(() -> giveUp.giveUp(People.ADMIN, message));
    }

    private HandleMessage handle(SmsOutbox itsOutbox) {
        return new HandleMessage(users, messages, itsOutbox, clock);
    }

    DeliverDueSms delivery(SmsOutbox itsOutbox, SmsSender itsSender, Users itsUsers) {
        return new DeliverDueSms(
                itsOutbox,
                itsSender,
                new Recorder(itsUsers, itsOutbox),
                new SmsEvents(),
                policy,
                clock,
                Tracing.OFF);
    }

    private KeepMessage keep(Users itsUsers) {
        return new KeepMessage(
                itsUsers,
                messages,
                new JpaEarlyReceipts(database.entityManager()),
                new SmsEvents());
    }

    /** Begins the transactions that a server would begin because of the annotations. */
    private final class Recorder extends RecordDelivery {

        Recorder(Users users, SmsOutbox outbox) {
            super(users, outbox, keep(users), messages, policy, clock);
        }

        @Override
        public void record(ClaimedSms claimed, Delivery delivery, List<Attempt> attempts) {
            database.run(() -> super.record(claimed, delivery, attempts));
        }

        @Override
        public boolean isStale(ClaimedSms claimed) {
            return database.in(() -> super.isStale(claimed));
        }

        @Override
        public void drop(ClaimedSms claimed) {
            database.run(() -> super.drop(claimed));
        }
    }
}
