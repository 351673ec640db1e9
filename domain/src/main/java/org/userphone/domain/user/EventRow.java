package org.userphone.domain.user;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * One event's line in the table of {@link EventFormat}.
 *
 * @param type ZITADEL's name of it
 * @param label what people call it
 * @param writer puts what it says into its payload
 * @param reader makes it of its payload
 */
record EventRow<E extends UserEvent>(
        String type,
        String label,
        Class<E> event,
        BiConsumer<E, Map<String, Object>> writer,
        Function<Map<String, Object>, E> reader) {

    /** An event that says nothing beyond its name. */
    EventRow(String type, String label, Class<E> event, Supplier<E> maker) {
        this(type, label, event, (e, json) -> {}, json -> maker.get());
    }

    Map<String, Object> write(UserEvent other) {
        var payload = new LinkedHashMap<String, Object>();
        writer.accept(event.cast(other), payload);
        return payload;
    }
}
