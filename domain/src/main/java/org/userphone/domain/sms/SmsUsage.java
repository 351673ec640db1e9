package org.userphone.domain.sms;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.userphone.domain.access.OrganisationId;

/**
 * What an organisation's messages to one country came to.
 *
 * @param messages that a provider took over
 * @param segments of these
 * @param cost estimated, of these
 * @param delivered how many of these reached the phone, as far as is known
 * @param unsent that no provider took
 */
public record SmsUsage(
        OrganisationId organisation,
        String country,
        long messages,
        long segments,
        BigDecimal cost,
        long delivered,
        long unsent) {

    public SmsUsage {
        cost = cost.setScale(Tariff.SCALE, RoundingMode.UNNECESSARY);
    }
}
