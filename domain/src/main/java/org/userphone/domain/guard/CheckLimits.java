package org.userphone.domain.guard;

import static java.util.stream.Collectors.toSet;

import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.userphone.domain.FieldViolation;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.UseCase;
import org.userphone.domain.access.Caller;
import org.userphone.domain.access.Permission;
import org.userphone.domain.access.UserId;
import org.userphone.domain.code.AttemptPolicy;
import org.userphone.domain.secret.Keyring;
import org.userphone.domain.sms.Tariff;
import org.userphone.domain.user.Limit;
import org.userphone.domain.user.PhoneNumber;
import org.userphone.domain.user.PhonePolicy;
import org.userphone.domain.user.User;
import org.userphone.domain.user.UserEvent.LimitExceeded;
import org.userphone.domain.user.Users;

/**
 * Tells how much of the limits is used up, and whether the next SMS would be refused. Nothing is
 * counted by asking. About a user this requires {@code user.read} in the organisation of the user.
 * Whatever is shared by all organisations, such as the count of a number that may be anybody's,
 * requires {@code iam.read} in every organisation.
 */
@UseCase
public class CheckLimits {

    /**
     * The state of all limits that look at what was asked about.
     *
     * @param refusal what would be answered to a call that promises an SMS; empty if none of these
     *     limits refuses it
     */
    public record LimitsChecked(List<LimitState> states, Optional<Rejection> refusal) {}

    /** What people put between the digits of a number. */
    private static final Pattern SEPARATORS = Pattern.compile("[\\s()./-]");

    private static final Pattern PREFIX = Pattern.compile("\\+[1-9][0-9]{0,14}");

    private final Users users;
    private final PhonePolicy phones;
    private final GuardPolicy policy;
    private final AttemptPolicy attempts;
    private final TestNumbers tests;
    private final Tariff tariff;
    private final SmsRules sms;
    private final CallerRules callers;
    private final SendCounts counts;
    private final Clock clock;

    @Inject
    public CheckLimits(
            Users users,
            PhonePolicy phones,
            GuardPolicy policy,
            CallerPolicy callerPolicy,
            AttemptPolicy attempts,
            TestNumbers tests,
            Tariff tariff,
            SendCounts counts,
            Keyring keys,
            Clock clock) {
        this.users = users;
        this.phones = phones;
        this.policy = policy;
        this.attempts = attempts;
        this.tests = tests;
        this.tariff = tariff;
        this.sms = new SmsRules(policy, keys);
        this.callers = new CallerRules(callerPolicy, keys);
        this.counts = counts;
        this.clock = clock;
    }

    /**
     * @throws Rejection with {@link Reason#USER_NOT_FOUND}, {@link Reason#PERMISSION_MISSING},
     *     {@link Reason#CALL_NOT_PERMITTED}, {@link Reason#PHONE_INVALID}, or {@link
     *     Reason#INVALID_REQUEST} if the prefix cannot be read
     */
    public LimitsChecked check(Caller caller, LimitQuestion question) {
        var known = question.user().stream().map(this::find).toList();
        known.forEach(user -> caller.require(Permission.USER_READ, user.resourceOwner()));
        if (question.isAboutMoreThanAUser()) {
            caller.requireEverywhere(Permission.IAM_READ);
        }
        var now = clock.instant();
        var subject = subject(caller, question, known);
        var ofSms = sms.of(subject, now);
        var rules = Stream.concat(ofSms.stream(), ofCallers(question, now)).toList();
        var found = counts.find(rules.stream().map(Rule::key).collect(toSet()));
        var states =
                rules.stream().flatMap(rule -> rule.states().apply(found.get(rule.key())).stream());
        return new LimitsChecked(
                Stream.concat(states, attempts(known, now)).toList(),
                isForTests(subject, now)
                        ? Optional.empty()
                        : denial(subject)
                                .map(Rejection::new)
                                .or(() -> refusal(new HeldCounts(counts, ofSms, found))));
    }

    private User find(UserId id) {
        return users.find(id).orElseThrow(() -> new Rejection(Reason.USER_NOT_FOUND));
    }

    private Subject subject(Caller caller, LimitQuestion question, List<User> known) {
        var user = known.stream().findFirst();
        var owner = user.map(User::resourceOwner);
        var number =
                question.phone()
                        .map(
                                text ->
                                        owner.map(its -> phones.parse(text, caller, its))
                                                .orElseGet(() -> phones.parse(text, caller)))
                        .or(() -> user.flatMap(CheckLimits::number));
        var country = question.country().or(() -> number.map(PhoneNumber::country));
        return new Subject(
                number,
                question.prefix().map(CheckLimits::prefix).or(() -> number.map(SmsRules::prefix)),
                question.user(),
                question.address(),
                country,
                question.organisation().or(() -> owner),
                0,
                country.map(its -> tariff.cost(its, 1)).orElse(SmsRules.MIN_COST));
    }

    private static Optional<PhoneNumber> number(User user) {
        return user.asHuman().flatMap(human -> human.phone().number());
    }

    private static String prefix(String text) {
        var digits = SEPARATORS.matcher(text).replaceAll("");
        if (!PREFIX.matcher(digits).matches()) {
            var why = "a prefix is + and 1 to 15 digits";
            throw new Rejection(Reason.INVALID_REQUEST, why)
                    .about(List.of(new FieldViolation("prefix", "FORMAT", why)));
        }
        return digits;
    }

    private Stream<Rule> ofCallers(LimitQuestion question, Instant now) {
        return Stream.of(
                        question.user().map(user -> callers.selfChanges(user, now)),
                        question.user().map(user -> callers.guesses(user, now)),
                        question.address().map(address -> callers.guesses(address, now)))
                .flatMap(Optional::stream)
                .flatMap(List::stream);
    }

    /** The wrong codes of a day, which are in the user's own history. */
    private Stream<LimitState> attempts(List<User> known, Instant now) {
        var aDay = new Quota(attempts.perDay(), Duration.ofHours(24));
        return known.stream()
                .flatMap(user -> user.asHuman().stream())
                .map(human -> human.phoneFailures().own())
                .map(own -> LimitState.of(Limit.PHONE_CODE_ATTEMPTS, "", aDay, own, now));
    }

    private boolean isForTests(Subject subject, Instant now) {
        return subject.number().flatMap(number -> tests.code(number, now)).isPresent();
    }

    private Optional<Reason> denial(Subject subject) {
        return subject.number()
                .map(number -> policy.denial(number, subject.country().orElseThrow()))
                .orElseGet(
                        () ->
                                subject.country()
                                        .filter(country -> !policy.toCountries().lets(country))
                                        .map(denied -> Reason.SMS_COUNTRY_DENIED));
    }

    private static Optional<Rejection> refusal(HeldCounts held) {
        return held.refusal().flatMap(LimitExceeded::rejection);
    }
}
