package org.userphone.domain;

import static org.userphone.domain.user.People.ACME;
import static org.userphone.domain.user.People.NOON;

import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.access.Caller;
import org.userphone.domain.access.ChosenIds;
import org.userphone.domain.access.InMemoryOrganisations;
import org.userphone.domain.access.KnowOrganisation;
import org.userphone.domain.access.OrganisationPolicy;
import org.userphone.domain.access.UserId;
import org.userphone.domain.account.AddHuman;
import org.userphone.domain.account.AddHuman.UserAdded;
import org.userphone.domain.account.AddMachine;
import org.userphone.domain.account.ChangeUserState;
import org.userphone.domain.account.DeleteUser;
import org.userphone.domain.account.EnterPhoneCode;
import org.userphone.domain.account.HumanUpdate;
import org.userphone.domain.account.Identity;
import org.userphone.domain.account.ImportBatch;
import org.userphone.domain.account.ImportUsers;
import org.userphone.domain.account.Imported;
import org.userphone.domain.account.ImportedHuman;
import org.userphone.domain.account.InMemoryTransactionalOutbox;
import org.userphone.domain.account.LinkUser;
import org.userphone.domain.account.ListUsers;
import org.userphone.domain.account.NewHuman;
import org.userphone.domain.account.PhoneOwnership;
import org.userphone.domain.account.PromiseSms;
import org.userphone.domain.account.ProvisionUser;
import org.userphone.domain.account.ReadHistory;
import org.userphone.domain.account.ReadPhoneCode;
import org.userphone.domain.account.RemovePhone;
import org.userphone.domain.account.ResendPhoneCode;
import org.userphone.domain.account.SetPhone;
import org.userphone.domain.account.SetPhone.PhoneSet;
import org.userphone.domain.account.StateChange;
import org.userphone.domain.account.UpdateHuman;
import org.userphone.domain.account.UpdateHuman.UserUpdated;
import org.userphone.domain.account.Vacancies;
import org.userphone.domain.account.VerifyEmail;
import org.userphone.domain.account.VerifyPhone;
import org.userphone.domain.code.AttemptPolicy;
import org.userphone.domain.code.CodePolicy;
import org.userphone.domain.code.Codes;
import org.userphone.domain.code.RecordingChecker;
import org.userphone.domain.guard.CallerGuard;
import org.userphone.domain.guard.CallerPolicy;
import org.userphone.domain.guard.CheckLimits;
import org.userphone.domain.guard.ClearCount;
import org.userphone.domain.guard.GuardPolicy;
import org.userphone.domain.guard.InMemorySendCounts;
import org.userphone.domain.guard.ListFullestCounts;
import org.userphone.domain.guard.Quota;
import org.userphone.domain.guard.SmsGuard;
import org.userphone.domain.guard.TestNumbers;
import org.userphone.domain.idempotency.AnswerOnce;
import org.userphone.domain.idempotency.IdempotencyKey;
import org.userphone.domain.idempotency.IdempotencyPolicy;
import org.userphone.domain.idempotency.InMemoryAnswers;
import org.userphone.domain.provider.AddSmsProvider;
import org.userphone.domain.provider.ChangeTwilioToken;
import org.userphone.domain.provider.InMemorySmsProviders;
import org.userphone.domain.provider.ListProviderStatus;
import org.userphone.domain.provider.NodeName;
import org.userphone.domain.provider.OrderSmsProviders;
import org.userphone.domain.provider.ReadInstanceHistory;
import org.userphone.domain.provider.ReadSmsProviders;
import org.userphone.domain.provider.RecordingGateway;
import org.userphone.domain.provider.RemoveSmsProvider;
import org.userphone.domain.provider.SigningKeys;
import org.userphone.domain.provider.SwitchSmsProvider;
import org.userphone.domain.provider.TestSmsProvider;
import org.userphone.domain.provider.UpdateSmsProvider;
import org.userphone.domain.secret.InMemorySealedThings;
import org.userphone.domain.secret.Keyring;
import org.userphone.domain.secret.Purpose;
import org.userphone.domain.settings.ListKeyUse;
import org.userphone.domain.sms.Attempt;
import org.userphone.domain.sms.ClaimedSms;
import org.userphone.domain.sms.DeliverDueSms;
import org.userphone.domain.sms.Delivery;
import org.userphone.domain.sms.ForgetMessages;
import org.userphone.domain.sms.GiveUpMessage;
import org.userphone.domain.sms.HandleMessage;
import org.userphone.domain.sms.InMemoryEarlyReceipts;
import org.userphone.domain.sms.InMemoryInbox;
import org.userphone.domain.sms.InMemorySmsMessages;
import org.userphone.domain.sms.InMemorySmsOutbox;
import org.userphone.domain.sms.InMemorySmsStatistics;
import org.userphone.domain.sms.KeepMessage;
import org.userphone.domain.sms.ListMessages;
import org.userphone.domain.sms.MessagePolicy;
import org.userphone.domain.sms.OneByOne;
import org.userphone.domain.sms.Receipt;
import org.userphone.domain.sms.RecordDelivery;
import org.userphone.domain.sms.RecordReceipts;
import org.userphone.domain.sms.RecordingSender;
import org.userphone.domain.sms.RefusedSms;
import org.userphone.domain.sms.RetryPolicy;
import org.userphone.domain.sms.SearchMessages;
import org.userphone.domain.sms.SearchStatistics;
import org.userphone.domain.sms.SendMessage;
import org.userphone.domain.sms.SenderIds;
import org.userphone.domain.sms.SmsEvents;
import org.userphone.domain.sms.SmsTemplate;
import org.userphone.domain.sms.StatisticsPolicy;
import org.userphone.domain.sms.SumStatistics;
import org.userphone.domain.sms.SumUsage;
import org.userphone.domain.sms.SweepMessages;
import org.userphone.domain.sms.Tariff;
import org.userphone.domain.text.BuiltInTexts;
import org.userphone.domain.text.InMemoryMessageTexts;
import org.userphone.domain.text.Language;
import org.userphone.domain.text.ReadMessageText;
import org.userphone.domain.text.ReadOrganisationHistory;
import org.userphone.domain.text.ResetMessageText;
import org.userphone.domain.text.SaveMessageText;
import org.userphone.domain.text.Template;
import org.userphone.domain.text.TextChoice;
import org.userphone.domain.text.TextPolicy;
import org.userphone.domain.text.Typography;
import org.userphone.domain.user.Ids;
import org.userphone.domain.user.InMemoryEventLog;
import org.userphone.domain.user.InMemoryUserBulk;
import org.userphone.domain.user.InMemoryUserDirectory;
import org.userphone.domain.user.InMemoryUsers;
import org.userphone.domain.user.People;
import org.userphone.domain.user.PhoneNumber;
import org.userphone.domain.user.PhonePolicy;
import org.userphone.domain.user.RecordedEvent;
import org.userphone.domain.user.Uniqueness;
import org.userphone.domain.user.User;
import org.userphone.domain.user.UserBulk;
import org.userphone.domain.user.UserEvent;
import org.userphone.domain.user.Verification;

/** The whole domain with its in-memory adapters. The clock stands still at noon. */
public final class InMemoryDomain {

    public static final Duration LIFETIME = Duration.ofMinutes(10);
    public static final CodePolicy CODES =
            new CodePolicy(6, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", LIFETIME);
    public static final RetryPolicy RETRIES =
            new RetryPolicy(
                    10, Duration.ofMinutes(1), Duration.ofSeconds(5), Duration.ofSeconds(30), 5);

    public static final IdempotencyPolicy IDEMPOTENCY = new IdempotencyPolicy(Duration.ofHours(24));

    public static final AttemptPolicy ATTEMPTS =
            new AttemptPolicy(
                    5,
                    20,
                    List.of(Duration.ofMinutes(1), Duration.ofMinutes(2), Duration.ofMinutes(5)));

    /** The limits of callers that are the default. */
    public static final CallerPolicy CALLERS =
            new CallerPolicy(Quota.parse("20/PT1H,100/PT24H"), Quota.parse("30/PT1H,100/PT24H"));

    public final MovableClock clock = new MovableClock(NOON);
    public final InMemory memory = new InMemory();
    public final Deadlines deadlines = new Deadlines();
    public final InMemoryUsers users = new InMemoryUsers(memory, deadlines);
    public final RandomGenerator random = new SplittableRandom(1);
    public final Keyring keys = Keyring.parse(key("k1", 1), RandomGenerator.getDefault());
    public final InMemorySmsOutbox outbox =
            new InMemorySmsOutbox(memory, number -> keys.hash(Purpose.NUMBER, number).value());
    public final InMemorySmsMessages messages = new InMemorySmsMessages(memory, outbox);
    public final InMemoryEarlyReceipts early = new InMemoryEarlyReceipts(memory, messages);
    public final SmsEvents events = new SmsEvents();
    public final InMemorySmsProviders providers = new InMemorySmsProviders(memory);
    public final RecordingGateway gateway = new RecordingGateway();
    public final InMemoryAnswers answers = new InMemoryAnswers(memory);
    public final InMemoryOrganisations organisations = new InMemoryOrganisations();
    public final InMemoryInbox inbox = new InMemoryInbox();
    public final RecordingSender sender = new RecordingSender();
    public final RecordingChecker checker = new RecordingChecker(memory);
    public final Ids ids = new Ids(clock, random);
    public final InMemorySealedThings things = new InMemorySealedThings(users, outbox, keys);
    public final ListKeyUse listKeyUse = new ListKeyUse(things, keys);
    public final Codes codes = new Codes(CODES, keys, random);
    public final PhonePolicy phones = new PhonePolicy("CH");
    public final InMemoryMessageTexts texts = new InMemoryMessageTexts(memory, providers);
    public final TextPolicy textPolicy =
            new TextPolicy(CODES, 3, Optional.empty(), Optional.empty(), Typography.NAMES);
    public final TextChoice textChoice =
            new TextChoice(
                    texts,
                    BuiltInTexts.read().replacedBy(Template.parse("{{.Code}} is your code")),
                    new Language("en"));
    public final Tariff tariff = Tariff.parse("default=0.05, CH=0.04");
    public final SenderIds senders = SenderIds.parse("CH=ACME");
    public final SmsTemplate template =
            new SmsTemplate(textChoice, textPolicy, tariff, senders, ids);
    public final ReadMessageText readMessageText =
            new ReadMessageText(texts, textChoice, textPolicy);
    public final SaveMessageText saveMessageText = new SaveMessageText(texts, textPolicy, clock);
    public final ResetMessageText resetMessageText = new ResetMessageText(texts, clock);
    public final ReadOrganisationHistory readOrganisationHistory =
            new ReadOrganisationHistory(texts);
    public final KnowOrganisation knowOrganisation =
            new KnowOrganisation(new OrganisationPolicy(Set.of(ACME)), organisations);
    public final InMemorySendCounts counts = new InMemorySendCounts(memory, providers);
    public final CallerGuard callers;
    public final PhoneOwnership owners;
    public final RefusedSms refused = new RefusedSms();
    public final InMemorySmsStatistics statistics =
            new InMemorySmsStatistics(memory, messages, users);
    public final SearchStatistics searchStatistics = new SearchStatistics(statistics);
    public final SumStatistics sumStatistics =
            new SumStatistics(
                    statistics,
                    refused,
                    new StatisticsPolicy(Duration.ofMinutes(1)),
                    new MessagePolicy(Duration.ofDays(90)),
                    clock);
    public final SmsGuard guard;
    public final CheckLimits checkLimits;
    public final ListFullestCounts listFullestCounts;
    public final ClearCount clearCount = new ClearCount(counts, clock);
    public final PromiseSms promiseSms;
    public final SetPhone setPhone;
    public final VerifyPhone verifyPhone;
    public final VerifyEmail verifyEmail;
    public final ResendPhoneCode resendPhoneCode;
    public final ChangeUserState changeUserState = new ChangeUserState(users, clock);
    public final Vacancies vacancies =
            new Vacancies(users, knowOrganisation, ids, ChosenIds.INSTANCE);
    public final UpdateHuman updateHuman;
    public final RemovePhone removePhone;
    public final ReadHistory readHistory = new ReadHistory(new InMemoryEventLog(users));
    public final SigningKeys signingKeys = new SigningKeys(random);
    public final AddSmsProvider addSmsProvider =
            new AddSmsProvider(providers, gateway, signingKeys, ids, clock);
    public final UpdateSmsProvider updateSmsProvider =
            new UpdateSmsProvider(providers, gateway, signingKeys, clock);
    public final ChangeTwilioToken changeTwilioToken = new ChangeTwilioToken(providers, clock);
    public final SwitchSmsProvider switchSmsProvider = new SwitchSmsProvider(providers, clock);
    public final OrderSmsProviders orderSmsProviders = new OrderSmsProviders(providers, clock);
    public final RemoveSmsProvider removeSmsProvider = new RemoveSmsProvider(providers, clock);
    public final ReadSmsProviders readSmsProviders = new ReadSmsProviders(providers);
    public final ListProviderStatus listProviderStatus =
            new ListProviderStatus(
                    providers, gateway, sender, outbox, messages, new NodeName("node"), clock);
    public final ReadInstanceHistory readInstanceHistory = new ReadInstanceHistory(providers);
    public final TestSmsProvider testSmsProvider =
            new TestSmsProvider(providers, gateway, phones, ids, clock);
    public final ListUsers listUsers =
            new ListUsers(users, new InMemoryUserDirectory(users), clock);
    public final AddHuman addHuman;
    public final ProvisionUser provisionUser;
    public final InMemoryUserBulk bulk = new InMemoryUserBulk(users);
    public final ImportUsers importUsers;
    public final AddMachine addMachine = new AddMachine(users, vacancies, clock);
    private final KeepMessage keepMessage = new KeepMessage(users, messages, early, events);
    public final DeleteUser deleteUser =
            new DeleteUser(
                    users, new ForgetMessages(outbox, keepMessage, messages, inbox, clock), clock);

    /** Records in a transaction, which a container would begin because of the annotation. */
    public final RecordDelivery recordDelivery =
            new RecordDelivery(users, outbox, keepMessage, messages, RETRIES, clock) {
                @Override
                public void record(ClaimedSms claimed, Delivery delivery, List<Attempt> attempts) {
                    memory.run(() -> super.record(claimed, delivery, attempts));
                }
            };

    /** As {@link #recordDelivery}. */
    public final RecordReceipts recordReceipts =
            new RecordReceipts(messages, early, events, clock) {
                @Override
                public void record(List<Receipt> receipts) {
                    memory.run(() -> super.record(receipts));
                }
            };

    public final ListMessages listMessages = new ListMessages(users, messages);
    public final ReadPhoneCode readPhoneCode = new ReadPhoneCode(users, ATTEMPTS, clock);
    public final SearchMessages searchMessages = new SearchMessages(messages, phones, keys);
    private final HandleMessage handleMessage = new HandleMessage(users, messages, outbox, clock);
    public final SendMessage sendMessage =
            new SendMessage(handleMessage, recordDelivery, outbox, messages, sender, clock);
    public final GiveUpMessage giveUpMessage =
            new GiveUpMessage(handleMessage, outbox, keepMessage, clock);
    public final SumUsage sumUsage = new SumUsage(messages);
    public final SweepMessages sweepMessages =
            new SweepMessages(
                    messages,
                    outbox,
                    early,
                    recordReceipts,
                    events,
                    new MessagePolicy(Duration.ofDays(90)),
                    clock) {
                @Override
                public boolean sweep() {
                    return memory.in(super::sweep);
                }
            };

    public final RecordedTracing tracing = new RecordedTracing();

    public final DeliverDueSms deliverDueSms =
            new DeliverDueSms(outbox, sender, recordDelivery, events, RETRIES, clock, tracing);

    /** Delivers the messages that are due, one after the other and as many as there are workers. */
    public int deliver() {
        return OneByOne.deliver(deliverDueSms, RETRIES.workers());
    }

    /** Answers in a transaction that a rejection does not roll back. */
    public final AnswerOnce answerOnce =
            new AnswerOnce(answers, IDEMPOTENCY, clock) {
                @Override
                public String answer(
                        Caller caller, IdempotencyKey key, String request, Callable<String> call)
                        throws Exception {
                    return memory.keeping(
                            Rejection.class,
                            () -> unchecked(() -> super.answer(caller, key, request, call)));
                }
            };

    /** A domain without limits of SMS. */
    public InMemoryDomain() {
        this(GuardPolicy.NONE, TestNumbers.NONE);
    }

    public InMemoryDomain(GuardPolicy policy, TestNumbers tests) {
        this(policy, tests, CALLERS);
    }

    public InMemoryDomain(GuardPolicy policy, TestNumbers tests, CallerPolicy callerPolicy) {
        this(policy, tests, callerPolicy, Uniqueness.NONE);
    }

    public InMemoryDomain(
            GuardPolicy policy,
            TestNumbers tests,
            CallerPolicy callerPolicy,
            Uniqueness uniqueness) {
        owners = new PhoneOwnership(uniqueness, users, counts, keys);
        callers = new CallerGuard(callerPolicy, counts, keys);
        verifyEmail = new VerifyEmail(users, codes, ATTEMPTS, callers, clock);
        removePhone = new RemovePhone(users, callers, clock);
        guard = new SmsGuard(policy, counts, keys, refused);
        checkLimits =
                new CheckLimits(
                        users,
                        phones,
                        policy,
                        callerPolicy,
                        ATTEMPTS,
                        tests,
                        tariff,
                        counts,
                        keys,
                        clock);
        listFullestCounts = new ListFullestCounts(policy, callerPolicy, counts, keys, clock);
        promiseSms =
                new PromiseSms(
                        users,
                        owners,
                        codes,
                        tests,
                        template,
                        guard,
                        new InMemoryTransactionalOutbox(memory, users, outbox),
                        sender,
                        clock,
                        tracing);
        setPhone = new SetPhone(users, phones, promiseSms, callers, clock);
        verifyPhone = new VerifyPhone(enteringIn(memory), checker);
        resendPhoneCode = new ResendPhoneCode(users, ATTEMPTS, promiseSms, callers, clock);
        updateHuman = new UpdateHuman(users, vacancies, codes, phones, promiseSms, callers, clock);
        addHuman = new AddHuman(users, vacancies, codes, phones, promiseSms, clock);
        importUsers = new ImportUsers(importingIn(memory, bulk));
        provisionUser =
                new ProvisionUser(users, owners, phones, codes, clock) {
                    @Override
                    public Optional<Reason> provision(
                            Caller caller, Identity identity, Instant issuedAt, boolean upToDate) {
                        return memory.in(
                                () -> super.provision(caller, identity, issuedAt, upToDate));
                    }
                };
    }

    /** Imports users in transactions that begin here, as in a container. */
    public ImportBatch importingIn(InMemory transactions, UserBulk stored) {
        return new ImportBatch(
                users, stored, addHuman, updateHuman, new LinkUser(users, clock), changeUserState) {
            @Override
            public List<Imported> run(Caller caller, List<ImportedHuman> humans, boolean dryRun) {
                return transactions.in(() -> super.run(caller, humans, dryRun));
            }
        };
    }

    /** Enters codes in transactions that a rejection does not roll back, as in a container. */
    private EnterPhoneCode enteringIn(InMemory transactions) {
        return new EnterPhoneCode(users, owners, codes, ATTEMPTS, guard, callers, clock) {
            @Override
            public Entered enter(Caller caller, UserId id, String text) {
                return transactions.keeping(Rejection.class, () -> super.enter(caller, id, text));
            }

            @Override
            public Entered enter(Caller caller, UserId id, String text, Judgement judgement) {
                return transactions.keeping(
                        Rejection.class, () -> super.enter(caller, id, text, judgement));
            }
        };
    }

    private static String unchecked(Callable<String> call) {
        try {
            return call.call();
        } catch (RuntimeException e) { // rethrown as it is
            throw e;
        } catch (Exception e) { // no call of ours throws it
            throw new IllegalStateException(e);
        }
    }

    /** A key in the form of the settings; equal seeds give equal keys. */
    public static String key(String id, long seed) {
        var bytes = new byte[Keyring.KEY_BYTES];
        new SplittableRandom(seed).nextBytes(bytes);
        return id + ":" + Base64.getEncoder().encodeToString(bytes);
    }

    /** Adds a user in the organisation ACME. */
    public User known(UserId id, Optional<PhoneNumber> phone) {
        var change = People.added(id, phone);
        memory.run(() -> users.append(change));
        return change.after();
    }

    /**
     * Sets a number in a transaction that the refusal by a limit does not roll back, as in a
     * container.
     */
    public PhoneSet set(Caller caller, UserId id, String phone, Verification how) {
        return memory.keeping(
                Rejection.Remembered.class, () -> setPhone.set(caller, id, phone, how));
    }

    /** Replaces a code in a transaction that a rejection does not roll back, as in a container. */
    public PhoneSet resend(Caller caller, UserId id, Verification how) {
        return memory.keeping(Rejection.class, () -> resendPhoneCode.resend(caller, id, how));
    }

    public User remove(Caller caller, UserId id) {
        return memory.in(() -> removePhone.remove(caller, id));
    }

    public User verify(Caller caller, UserId id, String code) {
        return verifyPhone.verify(caller, id, code);
    }

    /** Verifies in a transaction that a rejection does not roll back, as in a container. */
    public User verifyEmail(Caller caller, UserId id, String code) {
        return memory.keeping(Rejection.class, () -> verifyEmail.verify(caller, id, code));
    }

    /** As {@link #set}. */
    public UserUpdated update(Caller caller, UserId id, HumanUpdate update) {
        return memory.keeping(
                Rejection.Remembered.class, () -> updateHuman.update(caller, id, update));
    }

    public UserAdded add(Caller caller, NewHuman human) {
        return memory.keeping(Rejection.Remembered.class, () -> addHuman.add(caller, human));
    }

    public User delete(Caller caller, UserId id) {
        return memory.in(() -> deleteUser.delete(caller, id));
    }

    /** Brings a user's account into another state. */
    public void stateOf(UserId id, StateChange change) {
        memory.run(() -> changeUserState.change(People.ADMIN, id, change));
    }

    public User user(UserId id) {
        return users.find(id).orElseThrow();
    }

    public List<RecordedEvent> history(UserId id) {
        return users.history(id, 0, Integer.MAX_VALUE);
    }

    /** The events of a user in order, without their positions. */
    public List<UserEvent> events(UserId id) {
        return history(id).stream().map(RecordedEvent::event).toList();
    }
}
