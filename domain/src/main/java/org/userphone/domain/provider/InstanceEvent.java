package org.userphone.domain.provider;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.userphone.domain.provider.ProviderConfig.Twilio;
import org.userphone.domain.user.Editor;
import org.userphone.domain.user.EventPosition;

/**
 * Something that an operator did to the instance itself.
 *
 * @param type what it is called, by ZITADEL's name where it has one (protocol section 7.1)
 * @param payload what it says, without secrets, by the names in their order
 */
public record InstanceEvent(
        EventPosition position, Editor editor, String type, Map<String, Object> payload) {

    /** The id of the instance, which also owns itself. */
    public static final String INSTANCE = "instance";

    public static final String TWILIO_ADDED = "instance.sms.configtwilio.added";
    public static final String TWILIO_CHANGED = "instance.sms.configtwilio.changed";
    public static final String TOKEN_CHANGED = "instance.sms.configtwilio.token.changed";
    public static final String HTTP_ADDED = "instance.sms.confighttp.added";
    public static final String HTTP_CHANGED = "instance.sms.confighttp.changed";
    public static final String ACTIVATED = "instance.sms.configactivated";
    public static final String DEACTIVATED = "instance.sms.configdeactivated";
    public static final String REMOVED = "instance.sms.configremoved";

    /** Beyond the protocol: several are active, in an order and with routes. */
    public static final String ORDERED = "instance.sms.configordered";

    /** What is told of an account at Twilio. */
    static Map<String, Object> payload(String description, Twilio twilio) {
        var payload = new TreeMap<String, Object>();
        payload.put("description", description);
        payload.put("sid", twilio.sid());
        payload.put("senderNumber", twilio.senderNumber());
        twilio.verifyService().ifPresent(sid -> payload.put("verifyServiceSid", sid));
        return payload;
    }

    public InstanceEvent {
        payload = Collections.unmodifiableMap(new TreeMap<>(payload));
    }
}
