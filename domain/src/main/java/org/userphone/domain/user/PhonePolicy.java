package org.userphone.domain.user;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import java.util.Map;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.access.Caller;
import org.userphone.domain.access.OrganisationId;

/**
 * How numbers are parsed.
 *
 * @param region the ISO 3166-1 alpha-2 code of the country by whose rules a number without a
 *     country code is parsed
 * @param regions the same for single organisations
 * @param check which numbers are refused
 */
public record PhonePolicy(String region, Map<OrganisationId, String> regions, Check check) {

    /** Which of the numbers that can be parsed are refused. */
    public enum Check {
        /**
         * Those that no network can have, because their country has no numbers of this length. It
         * is not asked whether a number is assigned.
         */
        POSSIBLE,
        /** None, as in ZITADEL. */
        LENIENT
    }

    public PhonePolicy {
        region(region);
        regions = Map.copyOf(regions);
        regions.values().forEach(PhonePolicy::region);
    }

    /** A policy without organisations of their own, which refuses impossible numbers. */
    public PhonePolicy(String region) {
        this(region, Map.of(), Check.POSSIBLE);
    }

    /** Whether this is the ISO 3166-1 alpha-2 code, in capital letters, of a country. */
    public static boolean isRegion(String code) {
        return PhoneNumberUtil.getInstance().getSupportedRegions().contains(code);
    }

    /**
     * The same code, if it is one of a country.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static String region(String code) {
        if (!isRegion(code)) {
            throw new IllegalArgumentException("not a region with phone numbers: " + code);
        }
        return code;
    }

    /**
     * Parses a number that a caller has sent for a user. If it has no country code, it is parsed by
     * the rules of the country that the request names, otherwise of that of the organisation,
     * otherwise of that of the instance.
     *
     * @param owner the organisation of the user
     * @throws Rejection with {@link Reason#PHONE_EMPTY}, or with {@link Reason#PHONE_INVALID} and
     *     its flaw
     */
    public PhoneNumber parse(String text, Caller caller, OrganisationId owner) {
        var ofOwner = regions.getOrDefault(owner, region);
        return parse(text, caller.origin().region().orElse(ofOwner));
    }

    /**
     * Parses a number that is for no user, as that of a user of the caller's organisation.
     *
     * @throws Rejection as {@link #parse(String, Caller, OrganisationId)} does
     */
    public PhoneNumber parse(String text, Caller caller) {
        var ofCaller = caller.organisation().map(regions::get).orElse(region);
        return parse(text, caller.origin().region().orElse(ofCaller));
    }

    private PhoneNumber parse(String text, String region) {
        return switch (check) {
            case POSSIBLE -> PhoneNumber.parsePossible(text, region);
            case LENIENT -> PhoneNumber.parse(text, region);
        };
    }
}
