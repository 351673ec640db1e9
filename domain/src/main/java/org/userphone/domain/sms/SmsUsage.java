package org.userphone.domain.sms;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.userphone.domain.access.OrganisationId;

/**
 * The sums of the messages of an organisation to one country.
 *
 * @param messages how many messages a provider accepted
 * @param segments the segments of these
 * @param cost the estimated cost of these
 * @param delivered how many of these reached the phone, as far as is known
 * @param unsent how many messages no provider accepted
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
