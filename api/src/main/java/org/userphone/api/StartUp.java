package org.userphone.api;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.userphone.api.token.TokenVerifier;
import org.userphone.domain.ApplicationStart;
import org.userphone.domain.StartRefused;
import org.userphone.domain.access.OrganisationPolicy;
import org.userphone.domain.code.AttemptPolicy;
import org.userphone.domain.code.Codes;
import org.userphone.domain.guard.GuardPolicy;
import org.userphone.domain.guard.TestNumbers;
import org.userphone.domain.idempotency.IdempotencyPolicy;
import org.userphone.domain.settings.SettingsForm;
import org.userphone.domain.sms.CallbackReader;
import org.userphone.domain.sms.MessagePolicy;
import org.userphone.domain.sms.ReceiptQueue;
import org.userphone.domain.sms.RetryPolicy;
import org.userphone.domain.sms.SmsSender;
import org.userphone.domain.sms.SmsTemplate;
import org.userphone.domain.user.PhonePolicy;
import org.userphone.domain.user.Uniqueness;

/**
 * Reads every setting when the application starts, so that a wrong or missing one stops the start
 * and not, hours later, the first request that needs it.
 */
@Dependent
public class StartUp {

    private static final Logger LOG = System.getLogger(StartUp.class.getName());

    /** The beans that read settings when they are made. */
    private static final List<Class<?>> READERS =
            List.of(
                    TokenVerifier.class,
                    Codes.class,
                    AttemptPolicy.class,
                    PhonePolicy.class,
                    Uniqueness.class,
                    SmsTemplate.class,
                    RetryPolicy.class,
                    SmsSender.class,
                    CallbackReader.class,
                    MessagePolicy.class,
                    ReceiptQueue.class,
                    GuardPolicy.class,
                    TestNumbers.class,
                    IdempotencyPolicy.class,
                    OrganisationPolicy.class);

    /**
     * Makes the beans that read settings.
     *
     * @throws StartRefused with a line for each that finds a setting wrong or missing
     */
    void readSettings(
            @Observes @Priority(ApplicationStart.SETTINGS) ApplicationStart start,
            @Any Instance<Object> beans) {
        var form = SettingsForm.shipped().problems(System.getProperties(), System.getenv());
        var problems =
                Stream.concat(form.stream(), READERS.stream().flatMap(type -> problem(beans, type)))
                        .distinct()
                        .toList();
        if (!problems.isEmpty()) {
            throw new StartRefused(String.join(System.lineSeparator(), problems));
        }
        var tests = beans.select(TestNumbers.class).get();
        if (!tests.numbers().isEmpty()) {
            LOG.log(
                    Level.WARNING,
                    "userphone.test.numbers is set: whoever knows the code of one of these numbers"
                            + " can prove it without having it: "
                            + tests);
        }
        LOG.log(Level.DEBUG, "All settings are read.");
    }

    private static Stream<String> problem(Instance<Object> beans, Class<?> type) {
        try {
            beans.select(type).get();
            return Stream.empty();
        } catch (RuntimeException e) { // the boundary to the server, which may wrap what is thrown
            return Stream.of(
                    Stream.iterate((Throwable) e, Objects::nonNull, Throwable::getCause)
                            .filter(StartRefused.class::isInstance)
                            .map(Throwable::getMessage)
                            .findFirst()
                            .orElseThrow(() -> e));
        }
    }
}
