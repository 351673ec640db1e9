package org.userphone.domain.guard;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toSet;

import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.userphone.domain.Collaborator;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.access.Caller;
import org.userphone.domain.access.UserId;
import org.userphone.domain.secret.Keyring;
import org.userphone.domain.secret.Purpose;
import org.userphone.domain.sms.Sms;
import org.userphone.domain.user.Limit;
import org.userphone.domain.user.PhoneNumber;
import org.userphone.domain.user.UserEvent.LimitExceeded;

/**
 * Checks the limits of an SMS before it is promised, and counts it. The counts are locked until the
 * transaction ends, so that of any number of simultaneous requests no more pass than the limits
 * allow. Numbers, users and client addresses are counted by their keyed hash.
 */
@Collaborator
public class SmsGuard {

    private static final int TAG_LENGTH = 10;
    private static final int LAST_DIGITS = 4;

    private final GuardPolicy policy;
    private final SendCounts counts;
    private final Keyring keys;

    @Inject
    public SmsGuard(GuardPolicy policy, SendCounts counts, Keyring keys) {
        this.policy = policy;
        this.counts = counts;
        this.keys = keys;
    }

    /**
     * Counts an SMS, unless a limit refuses it.
     *
     * @param caller who asks for the SMS; counted by the address of the {@linkplain Caller#endUser
     *     person} for whom it is
     * @return the limit that refuses the SMS; of several, the one that does so for the longest
     *     time. Empty if the SMS was counted
     * @throws Rejection with {@link Reason#SMS_NUMBER_IMPOSSIBLE}, {@link
     *     Reason#SMS_COUNTRY_DENIED} or {@link Reason#SMS_TYPE_DENIED} if SMS to such numbers are
     *     not sent at all
     */
    public Optional<LimitExceeded> refusal(Caller caller, Sms sms) {
        checkNumber(sms);
        var rules = rules(caller, sms);
        if (rules.isEmpty()) {
            return Optional.empty();
        }
        var held = counts.lock(rules.stream().map(Rule::key).collect(toSet()), sms.promisedAt());
        var refusal =
                rules.stream()
                        .flatMap(rule -> rule.refusal(held.get(rule.key())).stream())
                        .max(Comparator.comparing(LimitExceeded::retryAfter));
        if (refusal.isEmpty()) {
            count(rules, held);
        }
        return refusal;
    }

    /** Rules with the same key change one count together. */
    private void count(List<Rule> rules, Map<String, SendCount> held) {
        for (var entry : rules.stream().collect(groupingBy(Rule::key)).entrySet()) {
            var count = held.get(entry.getKey());
            for (var rule : entry.getValue()) {
                count = rule.counted().apply(count);
            }
            var until = entry.getValue().stream().map(Rule::until).max(Comparator.naturalOrder());
            counts.keep(entry.getKey(), count, until.orElseThrow());
        }
    }

    /**
     * Tells the circuit breaker that a code was entered. Nothing changes if the code was not sent
     * by SMS.
     */
    public void entered(UserId user, PhoneNumber number, long sequence, Instant at) {
        if (policy.breaker().isOn()) {
            var key = prefix(number);
            counts.lockExisting(key)
                    .map(count -> count.entered(tag(user, sequence)))
                    .ifPresent(count -> counts.keep(key, count, at.plus(Rule.MAX_IDLE)));
        }
    }

    /**
     * A number of impossible length comes first: a network may drop the digits beyond its last one,
     * so that the SMS would reach another number than the one that is judged and counted here.
     */
    private void checkNumber(Sms sms) {
        if (!sms.recipient().isPossible()) {
            throw new Rejection(Reason.SMS_NUMBER_IMPOSSIBLE);
        }
        if (!policy.toCountries().lets(sms.country())) {
            throw new Rejection(Reason.SMS_COUNTRY_DENIED);
        }
        if (!policy.toTypes().lets(sms.recipient().type())) {
            throw new Rejection(Reason.SMS_TYPE_DENIED);
        }
    }

    private List<Rule> rules(Caller caller, Sms sms) {
        var now = sms.promisedAt();
        var prefix = prefix(sms.recipient());
        var rules = new ArrayList<Rule>();
        quotas(
                rules,
                Limit.SMS_TO_NUMBER,
                hashed("NUMBER", sms.recipient().e164()),
                policy.number(),
                now);
        quotas(rules, Limit.SMS_OF_USER, hashed("USER", sms.user().value()), policy.user(), now);
        caller.endUser(sms.resourceOwner())
                .map(address -> hashed("ADDRESS", address.text()))
                .ifPresent(
                        key -> quotas(rules, Limit.SMS_FROM_ADDRESS, key, policy.address(), now));
        quotas(rules, Limit.SMS_TO_PREFIX, prefix, policy.prefix(), now);
        if (policy.breaker().isOn()) {
            var tag = tag(sms.user(), sms.sequence());
            rules.add(Rule.of(Limit.SMS_BREAKER, prefix, policy.breaker(), tag, now));
        }
        policy.countries().of(sms.country()).ifPresent(cap -> rules.add(country(sms, cap, now)));
        policy.budgets()
                .of(sms.resourceOwner().value())
                .ifPresent(cap -> rules.add(budget(sms, cap, now)));
        return rules;
    }

    private static Rule country(Sms sms, BigDecimal cap, Instant now) {
        var key = "COUNTRY:" + sms.country();
        return Rule.of(Limit.SMS_TO_COUNTRY, key, cap, BigDecimal.ONE, now);
    }

    private static Rule budget(Sms sms, BigDecimal cap, Instant now) {
        var key = "BUDGET:" + sms.resourceOwner().value();
        return Rule.of(Limit.SMS_BUDGET, key, cap, sms.cost(), now);
    }

    private static void quotas(
            List<Rule> rules, Limit limit, String key, List<Quota> quotas, Instant now) {
        if (!quotas.isEmpty()) {
            rules.add(Rule.of(limit, key, quotas, now));
        }
    }

    private String prefix(PhoneNumber number) {
        var digits = number.e164();
        return hashed("PREFIX", digits.substring(0, Math.max(1, digits.length() - LAST_DIGITS)));
    }

    private String tag(UserId user, long sequence) {
        var hash = keys.hash(Purpose.COUNT, "CODE:" + sequence + ":" + user.value()).value();
        return hash.replaceAll("[^A-Za-z0-9]", "").substring(0, TAG_LENGTH);
    }

    private String hashed(String kind, String value) {
        return kind + ":" + keys.hash(Purpose.COUNT, kind + ":" + value).value();
    }
}
