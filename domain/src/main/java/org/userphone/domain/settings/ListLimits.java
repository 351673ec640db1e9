package org.userphone.domain.settings;

import static java.util.stream.Collectors.joining;

import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.UseCase;
import org.userphone.domain.access.Caller;
import org.userphone.domain.access.Permission;
import org.userphone.domain.guard.Caps;
import org.userphone.domain.guard.Quota;
import org.userphone.domain.guard.TestNumbers;
import org.userphone.domain.settings.LimitSetting.Allowance;

/**
 * Lists the limits of SMS, of codes and of callers that are in force, and the settings that they
 * come from. This requires {@code iam.read} in every organisation.
 */
@UseCase
public class ListLimits {

    private static final Duration DAY = Duration.ofDays(1);

    private final Settings settings;
    private final SettingsForm form;
    private final List<LimitSetting> limits;

    @Inject
    public ListLimits(Settings settings) {
        this.settings = settings;
        this.form = SettingsForm.shipped();
        this.limits = read();
    }

    /**
     * @throws Rejection with {@link Reason#CALL_NOT_PERMITTED}
     */
    public List<LimitSetting> list(Caller caller) {
        caller.requireEverywhere(Permission.IAM_READ);
        return limits;
    }

    /** Settings are read once, when the application starts. */
    private List<LimitSetting> read() {
        return Stream.of(
                        quotas("userphone.guard.number"),
                        quotas("userphone.guard.user"),
                        quotas("userphone.guard.address"),
                        quotas("userphone.guard.prefix"),
                        limit("userphone.guard.country", ListLimits::daily),
                        limit("userphone.guard.budget", ListLimits::daily),
                        plain("userphone.guard.breaker.codes"),
                        plain("userphone.guard.breaker.percent"),
                        plain("userphone.guard.breaker.rest"),
                        plain("userphone.guard.countries.allow"),
                        plain("userphone.guard.countries.deny"),
                        plain("userphone.guard.types.allow"),
                        plain("userphone.guard.types.deny"),
                        limit("userphone.attempts.code", ListLimits::number),
                        limit("userphone.attempts.day", ListLimits::numberOfADay),
                        plain("userphone.resend.waits"),
                        quotas("userphone.attempts.caller"),
                        quotas("userphone.self.changes"),
                        tests())
                .toList();
    }

    private LimitSetting quotas(String key) {
        return limit(
                key,
                text ->
                        Quota.parse(text).stream()
                                .map(
                                        quota ->
                                                new Allowance(
                                                        "",
                                                        BigDecimal.valueOf(quota.limit()),
                                                        Optional.of(quota.span())))
                                .toList());
    }

    private static List<Allowance> daily(String text) {
        var caps = Caps.parse(text);
        var all = new ArrayList<Allowance>();
        caps.byName().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(cap -> new Allowance(cap.getKey(), cap.getValue(), Optional.of(DAY)))
                .forEach(all::add);
        caps.others()
                .map(cap -> new Allowance(Caps.DEFAULT, cap, Optional.of(DAY)))
                .ifPresent(all::add);
        return all;
    }

    private static List<Allowance> number(String text) {
        return List.of(new Allowance("", new BigDecimal(text), Optional.empty()));
    }

    private static List<Allowance> numberOfADay(String text) {
        return List.of(new Allowance("", new BigDecimal(text), Optional.of(DAY)));
    }

    private LimitSetting plain(String key) {
        return limit(key, text -> List.of());
    }

    private LimitSetting limit(String key, Function<String, List<Allowance>> allowances) {
        return settings.find(key, Function.identity())
                .map(String::strip)
                .map(
                        text ->
                                new LimitSetting(
                                        key, text, isConfigured(key, text), allowances.apply(text)))
                .orElseGet(() -> new LimitSetting(key, "", isConfigured(key, ""), List.of()));
    }

    private boolean isConfigured(String key, String value) {
        return !form.isDefault(key, value);
    }

    /** The value has whole numbers and their codes in it. */
    private LimitSetting tests() {
        var key = "userphone.test.numbers";
        var shown =
                settings
                        .find(key, TestNumbers::parse)
                        .orElse(TestNumbers.NONE)
                        .numbers()
                        .entrySet()
                        .stream()
                        .map(test -> test.getKey() + "@" + test.getValue().end())
                        .sorted()
                        .collect(joining(", "));
        return new LimitSetting(key, shown, !shown.isEmpty(), List.of());
    }
}
