package org.userphone.domain.provider;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.userphone.domain.provider.ProviderConfig.Twilio;
import org.userphone.domain.user.Editor;
import org.userphone.domain.user.EventPosition;

/**
 * An event in the history of the instance.
 *
 * @param type the name of the event, which is ZITADEL's where ZITADEL has one (protocol section
 *     7.1)
 * @param payload the data of the event, sorted by name; it contains no secrets
 */
public record InstanceEvent(
        EventPosition position, Editor editor, String type, Map<String, Object> payload) {

    /** The id of the instance, which is its own owner. */
    public static final String INSTANCE = "instance";

    public static final String TWILIO_ADDED = "instance.sms.configtwilio.added";
    public static final String TWILIO_CHANGED = "instance.sms.configtwilio.changed";
    public static final String TOKEN_CHANGED = "instance.sms.configtwilio.token.changed";
    public static final String HTTP_ADDED = "instance.sms.confighttp.added";
    public static final String HTTP_CHANGED = "instance.sms.confighttp.changed";
    public static final String ACTIVATED = "instance.sms.configactivated";
    public static final String DEACTIVATED = "instance.sms.configdeactivated";
    public static final String REMOVED = "instance.sms.configremoved";

    /** Several providers were activated in an order and with routes; ZITADEL has no such event. */
    public static final String ORDERED = "instance.sms.configordered";

    /** The payload of an event about a Twilio account. */
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
