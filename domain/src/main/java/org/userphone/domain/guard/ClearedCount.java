package org.userphone.domain.guard;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.userphone.domain.user.Editor;

/**
 * An operator sets a count back to nothing.
 *
 * @param key of the count, of a kind that is counted
 */
public record ClearedCount(String key, Editor editor, Instant at) {

    /** The name of the event in the history of the instance; ZITADEL has no such event. */
    public static final String TYPE = "instance.limit.cleared";

    /**
     * The payload of the event: the limit, and which country or organisation it was. Whose number,
     * user or address it was is not told, because events stay when users are deleted.
     */
    public Map<String, Object> payload() {
        var kind = CountKey.of(key).orElseThrow();
        var payload = new TreeMap<String, Object>(Map.of("limit", kind.limit().name()));
        if (kind == CountKey.COUNTRY || kind == CountKey.BUDGET) {
            payload.put("of", kind.rest(key));
        }
        return payload;
    }
}
