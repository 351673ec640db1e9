package org.userphone.domain.provider;

import static jakarta.transaction.Transactional.TxType.NOT_SUPPORTED;

import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.UseCase;
import org.userphone.domain.access.Caller;
import org.userphone.domain.access.OrganisationId;
import org.userphone.domain.access.Permission;
import org.userphone.domain.code.VerificationCode;
import org.userphone.domain.sms.Delivery;
import org.userphone.domain.sms.Sms;
import org.userphone.domain.sms.Sms.Content;
import org.userphone.domain.sms.SmsHeader;
import org.userphone.domain.user.Ids;
import org.userphone.domain.user.PhonePolicy;

/**
 * Sends a fixed text by one SMS provider at once and returns the result. No transaction is open
 * meanwhile. ZITADEL has no such call.
 */
@UseCase
public class TestSmsProvider {

    /** The text of the test message; it is harmless whoever receives it. */
    public static final String TEXT = "Test: SMS from this service reach you.";

    private static final VerificationCode NO_CODE = new VerificationCode("000000");
    private static final Duration LIFETIME = Duration.ofMinutes(1);

    private final SmsProviders providers;
    private final ProviderGateway gateway;
    private final PhonePolicy phones;
    private final Ids ids;
    private final Clock clock;

    @Inject
    public TestSmsProvider(
            SmsProviders providers,
            ProviderGateway gateway,
            PhonePolicy phones,
            Ids ids,
            Clock clock) {
        this.providers = providers;
        this.gateway = gateway;
        this.phones = phones;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * @param id that of a provider in the database, or the name of one of the settings
     * @param phone the number as people write it
     * @throws Rejection with {@link Reason#CALL_NOT_PERMITTED}, {@link Reason#PHONE_EMPTY}, {@link
     *     Reason#PHONE_INVALID} or {@link Reason#SMS_PROVIDER_NOT_FOUND}
     */
    @Transactional(NOT_SUPPORTED)
    public Delivery test(Caller caller, String id, String phone) {
        caller.requireEverywhere(Permission.IAM_WRITE);
        var number = phones.parse(phone, caller);
        var now = clock.instant();
        var payer = caller.organisation().orElse(new OrganisationId(InstanceEvent.INSTANCE));
        var sms =
                new Sms(
                        new SmsHeader(ids.next(), caller.id(), payer, now),
                        0,
                        number,
                        new Content(NO_CODE, TEXT),
                        Optional.empty(),
                        BigDecimal.ZERO,
                        now.plus(LIFETIME));
        return providers
                .all()
                .find(id)
                .map(provider -> gateway.send(provider, sms))
                .or(() -> gateway.send(id, sms))
                .orElseThrow(() -> new Rejection(Reason.SMS_PROVIDER_NOT_FOUND));
    }
}
