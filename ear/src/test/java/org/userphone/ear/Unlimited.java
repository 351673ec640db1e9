package org.userphone.ear;

import java.util.HashMap;
import java.util.Map;

/** The variables of a program that sends as many SMS as it is asked for. */
public final class Unlimited {

    private static final Map<String, String> SMS =
            Map.of(
                    "USERPHONE_GUARD_NUMBER", "0",
                    "USERPHONE_GUARD_USER", "0",
                    "USERPHONE_GUARD_ADDRESS", "0",
                    "USERPHONE_GUARD_PREFIX", "0",
                    "USERPHONE_GUARD_BREAKER_CODES", "0",
                    "USERPHONE_SELF_CHANGES", "0");

    private Unlimited() {}

    /** With these others. */
    public static Map<String, String> and(Map<String, String> others) {
        var all = new HashMap<>(SMS);
        all.putAll(others);
        return all;
    }
}
