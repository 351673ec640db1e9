package org.userphone.domain.guard;

import java.math.BigDecimal;
import java.util.Optional;
import org.userphone.domain.access.Caller;
import org.userphone.domain.access.ClientAddress;
import org.userphone.domain.access.OrganisationId;
import org.userphone.domain.access.UserId;
import org.userphone.domain.sms.Sms;
import org.userphone.domain.user.PhoneNumber;

/**
 * What an SMS is counted by, or what is known of one that nobody has asked for yet.
 *
 * @param prefix of the number, as {@link SmsRules#prefix} gives it
 * @param address that of the person who asks for it; empty also if a back end does not tell it
 * @param owner the organisation that is charged
 * @param sequence of the event that added the code
 * @param cost what it is estimated to cost
 */
record Subject(
        Optional<PhoneNumber> number,
        Optional<String> prefix,
        Optional<UserId> user,
        Optional<ClientAddress> address,
        Optional<String> country,
        Optional<OrganisationId> owner,
        long sequence,
        BigDecimal cost) {

    static Subject of(Caller caller, Sms sms) {
        return new Subject(
                Optional.of(sms.recipient()),
                Optional.of(SmsRules.prefix(sms.recipient())),
                Optional.of(sms.user()),
                caller.endUser(sms.resourceOwner()),
                Optional.of(sms.country()),
                Optional.of(sms.resourceOwner()),
                sms.sequence(),
                sms.cost());
    }
}
