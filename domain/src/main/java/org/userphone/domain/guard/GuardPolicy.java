package org.userphone.domain.guard;

import java.util.List;
import org.userphone.domain.user.NumberType;

/**
 * What SMS are limited to. Empty lists and caps are no limit.
 *
 * @param number per number
 * @param user per user
 * @param address per client address
 * @param prefix per number without its last four digits
 * @param countries SMS per country and day, by its code
 * @param budgets estimated cost per organisation and day, by its id
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
}
