package org.userphone.domain.guard;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.userphone.domain.access.UserId;
import org.userphone.domain.secret.Keyring;
import org.userphone.domain.secret.Purpose;
import org.userphone.domain.sms.Tariff;
import org.userphone.domain.user.Limit;
import org.userphone.domain.user.PhoneNumber;

/** Which limits of a policy look at an SMS, and under which keys it is counted for them. */
final class SmsRules {

    private static final int TAG_LENGTH = 10;
    private static final int LAST_DIGITS = 4;

    /** What the cheapest SMS costs that costs something. */
    static final BigDecimal MIN_COST = BigDecimal.ONE.movePointLeft(Tariff.SCALE);

    private final GuardPolicy policy;
    private final Keyring keys;

    SmsRules(GuardPolicy policy, Keyring keys) {
        this.policy = policy;
        this.keys = keys;
    }

    /** The rules of all that is known of an SMS. */
    List<Rule> of(Subject sms, Instant now) {
        var rules = new ArrayList<Rule>();
        sms.number()
                .map(number -> CountKey.NUMBER.hashed(keys, number.e164()))
                .ifPresent(key -> rules.addAll(ofKey(key, now)));
        sms.user()
                .map(user -> CountKey.USER.hashed(keys, user.value()))
                .ifPresent(key -> rules.addAll(ofKey(key, now)));
        sms.address()
                .map(address -> CountKey.ADDRESS.hashed(keys, address.text()))
                .ifPresent(key -> rules.addAll(ofKey(key, now)));
        sms.prefix()
                .ifPresent(
                        prefix -> {
                            var tag = sms.user().map(user -> tag(user, sms.sequence())).orElse("-");
                            rules.addAll(ofPrefix(key(prefix), tag, now));
                        });
        sms.country().ifPresent(country -> rules.addAll(ofCountry(country, BigDecimal.ONE, now)));
        sms.owner().ifPresent(owner -> rules.addAll(ofBudget(owner.value(), sms.cost(), now)));
        return rules;
    }

    /** All rules that look at the count of the prefix of a number. */
    List<Rule> ofPrefix(PhoneNumber number, Instant now) {
        return ofPrefix(key(prefix(number)), "-", now);
    }

    /**
     * All rules that look at the count with this key. None looks at that of an earlier day.
     *
     * @param key as {@link Rule#key} gives it
     */
    List<Rule> ofKey(String key, Instant now) {
        return CountKey.of(key)
                .map(
                        kind ->
                                switch (kind) {
                                    case NUMBER -> quotas(kind, key, policy.number(), now);
                                    case USER -> quotas(kind, key, policy.user(), now);
                                    case ADDRESS -> quotas(kind, key, policy.address(), now);
                                    case PREFIX -> ofPrefix(key, "-", now);
                                    case COUNTRY ->
                                            today(
                                                    key,
                                                    ofCountry(
                                                            name(kind, key), BigDecimal.ONE, now));
                                    case BUDGET ->
                                            today(key, ofBudget(name(kind, key), MIN_COST, now));
                                    case GUESSER, GUESSES_FROM, SELF -> List.<Rule>of();
                                })
                .orElse(List.of());
    }

    /** The name in a key that ends with a day. */
    private static String name(CountKey kind, String key) {
        var rest = kind.rest(key);
        return rest.substring(0, Math.max(0, rest.lastIndexOf(':')));
    }

    private static List<Rule> today(String key, List<Rule> rules) {
        return rules.stream().filter(rule -> rule.key().equals(key)).toList();
    }

    private static List<Rule> quotas(CountKey kind, String key, List<Quota> quotas, Instant now) {
        return quotas.isEmpty() ? List.of() : List.of(Rule.of(kind.limit(), key, quotas, now));
    }

    private List<Rule> ofPrefix(String key, String tag, Instant now) {
        var rules = new ArrayList<>(quotas(CountKey.PREFIX, key, policy.prefix(), now));
        if (policy.breaker().isOn()) {
            rules.add(Rule.of(Limit.SMS_BREAKER, key, policy.breaker(), tag, now));
        }
        return rules;
    }

    private List<Rule> ofCountry(String country, BigDecimal more, Instant now) {
        return policy.countries().of(country).stream()
                .map(cap -> total(CountKey.COUNTRY, country, cap, more, now))
                .toList();
    }

    private List<Rule> ofBudget(String owner, BigDecimal more, Instant now) {
        return policy.budgets().of(owner).stream()
                .map(cap -> total(CountKey.BUDGET, owner, cap, more, now))
                .toList();
    }

    private static Rule total(
            CountKey kind, String name, BigDecimal cap, BigDecimal more, Instant now) {
        return Rule.of(kind.limit(), kind.named(name), cap, more, now);
    }

    private String key(String prefix) {
        return CountKey.PREFIX.hashed(keys, prefix);
    }

    /** What a number has in common with those that are counted with it: all but its last digits. */
    static String prefix(PhoneNumber number) {
        var digits = number.e164();
        return digits.substring(0, Math.max(1, digits.length() - LAST_DIGITS));
    }

    /** Identifies a code without telling whose it is. */
    String tag(UserId user, long sequence) {
        var hash = keys.hash(Purpose.COUNT, "CODE:" + sequence + ":" + user.value()).value();
        return hash.replaceAll("[^A-Za-z0-9]", "").substring(0, TAG_LENGTH);
    }
}
