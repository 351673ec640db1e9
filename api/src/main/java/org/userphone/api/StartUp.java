package org.userphone.api;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.userphone.api.token.TokenVerifier;
import org.userphone.domain.StartRefused;
import org.userphone.domain.access.OrganisationPolicy;
import org.userphone.domain.code.AttemptPolicy;
import org.userphone.domain.code.Codes;
import org.userphone.domain.guard.GuardPolicy;
import org.userphone.domain.guard.TestNumbers;
import org.userphone.domain.idempotency.IdempotencyPolicy;
import org.userphone.domain.sms.CallbackReader;
import org.userphone.domain.sms.MessagePolicy;
import org.userphone.domain.sms.ReceiptQueue;
import org.userphone.domain.sms.RetryPolicy;
import org.userphone.domain.sms.SmsSender;
import org.userphone.domain.sms.SmsTemplate;
import org.userphone.domain.user.PhonePolicy;

/**
 * Reads every setting when the application starts, so that a wrong or missing one stops the start
 * and not, hours later, the first request that needs it.
 */
@Dependent
public class StartUp {

    private static final Logger LOG = System.getLogger(StartUp.class.getName());

    /**
     * Takes the beans that read settings as parameters, so that they are made.
     *
     * @throws StartRefused if one of them finds a setting wrong or missing
     */
    void readSettings(
            @Observes
                    @Priority(Interceptor.Priority.LIBRARY_AFTER)
                    @Initialized(ApplicationScoped.class)
                    Object application,
            TokenVerifier verifier,
            Codes codes,
            AttemptPolicy attempts,
            PhonePolicy phones,
            SmsTemplate template,
            RetryPolicy retries,
            SmsSender sender,
            CallbackReader callbacks,
            MessagePolicy messages,
            ReceiptQueue receipts,
            GuardPolicy guard,
            TestNumbers tests,
            IdempotencyPolicy idempotency,
            OrganisationPolicy organisations) {
        if (!tests.numbers().isEmpty()) {
            LOG.log(
                    Level.WARNING,
                    "userphone.test.numbers is set: whoever knows the code of one of these numbers"
                            + " can prove it without having it: "
                            + tests);
        }
        LOG.log(Level.DEBUG, "All settings are read.");
    }
}
