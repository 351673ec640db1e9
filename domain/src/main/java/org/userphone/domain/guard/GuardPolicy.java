package org.userphone.domain.guard;

import java.util.List;
import java.util.Optional;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.user.NumberType;
import org.userphone.domain.user.PhoneNumber;

/**
 * The limits of SMS. An empty list or map means no limit.
 *
 * @param number limits for each number
 * @param user limits for each user
 * @param address limits for each client address
 * @param prefix limits for all numbers that differ in their last four digits only
 * @param countries SMS per day for each country code
 * @param budgets estimated cost per day for each organisation id
 * @param toCountries the country codes that SMS may be sent to
 * @param toTypes the types of numbers that SMS may be sent to
 */
public record GuardPolicy(
        List<Quota> number,
        List<Quota> user,
        List<Quota> address,
        List<Quota> prefix,
        Caps countries,
        Caps budgets,
        BreakerPolicy breaker,
        AllowDenyList<String> toCountries,
        AllowDenyList<NumberType> toTypes) {

    /** No limit at all. */
    public static final GuardPolicy NONE =
            new GuardPolicy(
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    Caps.NONE,
                    Caps.NONE,
                    BreakerPolicy.NONE,
                    AllowDenyList.all(),
                    AllowDenyList.all());

    public GuardPolicy {
        number = List.copyOf(number);
        user = List.copyOf(user);
        address = List.copyOf(address);
        prefix = List.copyOf(prefix);
    }

    /**
     * Why no SMS is ever sent to a number; empty if it may get some. A number of impossible length
     * comes first: a network may drop the digits beyond its last one, so that the SMS would reach
     * another number than the one that is judged and counted here.
     */
    Optional<Reason> denial(PhoneNumber number, String country) {
        if (!number.isPossible()) {
            return Optional.of(Reason.SMS_NUMBER_IMPOSSIBLE);
        }
        if (!toCountries.lets(country)) {
            return Optional.of(Reason.SMS_COUNTRY_DENIED);
        }
        return toTypes.lets(number.type()) ? Optional.empty() : Optional.of(Reason.SMS_TYPE_DENIED);
    }
}
