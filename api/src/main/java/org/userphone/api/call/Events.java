package org.userphone.api.call;

import com.google.protobuf.Struct;
import com.google.protobuf.Timestamp;
import com.google.protobuf.Value;
import com.google.protobuf.util.Timestamps;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.userphone.api.contract.Aggregate;
import org.userphone.api.contract.AggregateType;
import org.userphone.api.contract.Event;
import org.userphone.api.contract.EventType;
import org.userphone.api.contract.ListEventsRequest;
import org.userphone.api.contract.LocalizedMessage;
import org.userphone.domain.FieldViolation;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.access.OrganisationId;
import org.userphone.domain.access.UserId;
import org.userphone.domain.guard.ClearedCount;
import org.userphone.domain.provider.InstanceEvent;
import org.userphone.domain.text.OrganisationEvent;
import org.userphone.domain.text.TextChange;
import org.userphone.domain.user.Editor;
import org.userphone.domain.user.EventFormat;
import org.userphone.domain.user.EventPosition;
import org.userphone.domain.user.EventQuery;
import org.userphone.domain.user.LoggedEvent;

/** Events as the contract's messages ask for them and tell of them (protocol section 8). */
final class Events {

    private static final String USER = "user";
    private static final String INSTANCE = InstanceEvent.INSTANCE;
    private static final String ORGANISATION = "org";

    /** The first and the last second that a timestamp of the contract can name. */
    private static final long FIRST = Instant.parse("0001-01-01T00:00:00Z").getEpochSecond();

    private static final long LAST = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();

    /** The editors that are no users. */
    private static final Set<Editor> SERVICES = Set.of(Editor.NOTIFICATION, Editor.PROVISIONING);

    private Events() {}

    static EventQuery query(ListEventsRequest request) {
        var range = request.getRange();
        return new EventQuery(
                sequence(request),
                limit(request),
                request.getAsc(),
                text(request.getEditorUserId()).map(Editor::new),
                Set.copyOf(request.getEventTypesList()),
                text(request.getAggregateId()).map(UserId::new),
                text(request.getResourceOwner()).map(OrganisationId::new),
                time("range.since", range.hasSince(), range.getSince())
                        .or(() -> time("from", request.hasFrom(), request.getFrom()))
                        .or(
                                () ->
                                        time(
                                                "creationDate",
                                                request.hasCreationDate(),
                                                request.getCreationDate())),
                time("range.until", range.hasUntil(), range.getUntil()));
    }

    /** What is beyond the signed numbers is beyond every history. */
    private static long sequence(ListEventsRequest request) {
        return request.getSequence() < 0 ? Long.MAX_VALUE : request.getSequence();
    }

    private static int limit(ListEventsRequest request) {
        int limit = request.getLimit();
        return limit > 0 && limit <= EventQuery.MAX_LIMIT ? limit : EventQuery.MAX_LIMIT;
    }

    private static Optional<String> text(String text) {
        return Optional.of(text).filter(any -> !any.isEmpty());
    }

    static Optional<Instant> time(String field, boolean present, Timestamp time) {
        if (!present) {
            return Optional.empty();
        }
        if (time.getSeconds() < FIRST
                || time.getSeconds() > LAST
                || time.getNanos() < 0
                || time.getNanos() > 999_999_999) {
            var why = "a time lies outside the years 1 to 9999";
            throw new Rejection(Reason.INVALID_REQUEST, why)
                    .about(List.of(new FieldViolation(field, "TIME", why)));
        }
        return Optional.of(Instant.ofEpochSecond(time.getSeconds(), time.getNanos()));
    }

    /** Whether events of users are asked for. */
    static boolean areAboutUsers(ListEventsRequest request) {
        return isAsked(request.getAggregateTypesList(), USER);
    }

    /** Whether events of the instance are asked for. */
    static boolean areAboutInstance(ListEventsRequest request) {
        return isAsked(request.getAggregateTypesList(), INSTANCE)
                && text(request.getAggregateId()).map(INSTANCE::equals).orElse(true)
                && text(request.getResourceOwner()).map(INSTANCE::equals).orElse(true);
    }

    /** Whether events of organisations are asked for. */
    static boolean areAboutOrganisations(ListEventsRequest request) {
        return isAsked(request.getAggregateTypesList(), ORGANISATION);
    }

    private static boolean isAsked(List<String> kinds, String kind) {
        return kinds.isEmpty() || kinds.contains(kind);
    }

    /** All together, in the order and as many as the query wants. */
    static List<Event> merged(
            EventQuery query,
            List<LoggedEvent> ofUsers,
            List<InstanceEvent> ofInstance,
            List<OrganisationEvent> ofOrganisations) {
        var arrival = Comparator.comparing(Event::getCreationDate, Timestamps.comparator());
        return Stream.of(
                        ofUsers.stream().map(Events::event),
                        ofInstance.stream().map(Events::event),
                        ofOrganisations.stream().map(Events::event))
                .flatMap(events -> events)
                .sorted(query.oldestFirst() ? arrival : arrival.reversed())
                .limit(query.limit())
                .toList();
    }

    static Event event(LoggedEvent logged) {
        var recorded = logged.recorded();
        return event(
                        recorded.position(),
                        recorded.editor(),
                        EventFormat.typeOf(recorded.event()),
                        EventFormat.shownPayloadOf(recorded.event()))
                .setAggregate(
                        aggregate(USER, "User")
                                .setId(recorded.user().value())
                                .setResourceOwner(logged.owner().value()))
                .build();
    }

    private static Event event(InstanceEvent event) {
        return event(event.position(), event.editor(), event.type(), event.payload())
                .setAggregate(
                        aggregate(INSTANCE, "Instance").setId(INSTANCE).setResourceOwner(INSTANCE))
                .build();
    }

    private static Event event(OrganisationEvent event) {
        var id = event.organisation().value();
        return event(event.position(), event.editor(), event.type(), event.payload())
                .setAggregate(
                        aggregate(ORGANISATION, "Organization").setId(id).setResourceOwner(id))
                .build();
    }

    private static Aggregate.Builder aggregate(String type, String label) {
        return Aggregate.newBuilder()
                .setType(
                        AggregateType.newBuilder()
                                .setType(type)
                                .setLocalized(text("AggregateTypes." + type, label)));
    }

    private static Event.Builder event(
            EventPosition position, Editor editor, String type, Map<String, Object> payload) {
        return Event.newBuilder()
                .setEditor(editor(editor))
                .setSequence(position.sequence())
                .setCreationDate(Messages.timestamp(position.at()))
                .setPayload(struct(payload))
                .setType(
                        EventType.newBuilder()
                                .setType(type)
                                .setLocalized(text("EventTypes." + type, label(type))));
    }

    private static org.userphone.api.contract.Editor editor(Editor editor) {
        var message = org.userphone.api.contract.Editor.newBuilder();
        return SERVICES.contains(editor)
                ? message.setService(editor.id()).build()
                : message.setUserId(editor.id()).build();
    }

    private static LocalizedMessage text(String key, String text) {
        return LocalizedMessage.newBuilder().setKey(key).setLocalizedMessage(text).build();
    }

    /** What people call an event. */
    static String label(String type) {
        return switch (type) {
            case InstanceEvent.TWILIO_ADDED -> "Twilio SMS provider added";
            case InstanceEvent.TWILIO_CHANGED -> "Twilio SMS provider changed";
            case InstanceEvent.TOKEN_CHANGED -> "Twilio SMS provider token changed";
            case InstanceEvent.HTTP_ADDED -> "HTTP SMS provider added";
            case InstanceEvent.HTTP_CHANGED -> "HTTP SMS provider changed";
            case InstanceEvent.ACTIVATED -> "SMS provider activated";
            case InstanceEvent.DEACTIVATED -> "SMS provider deactivated";
            case InstanceEvent.REMOVED -> "SMS provider removed";
            case InstanceEvent.ORDERED -> "SMS providers put in order";
            case ClearedCount.TYPE -> "Limit cleared";
            case TextChange.INSTANCE_SET, TextChange.ORGANISATION_SET -> "Custom text set";
            case TextChange.INSTANCE_REMOVED, TextChange.ORGANISATION_REMOVED ->
                    "Custom text template removed";
            default -> EventFormat.labelOf(type);
        };
    }

    private static Struct struct(Map<String, Object> payload) {
        var struct = Struct.newBuilder();
        payload.forEach((key, value) -> struct.putFields(key, value(value)));
        return struct.build();
    }

    private static Value value(Object value) {
        if (value instanceof Long number) {
            return Value.newBuilder().setNumberValue(number).build();
        }
        if (value instanceof Boolean truth) {
            return Value.newBuilder().setBoolValue(truth).build();
        }
        if (value instanceof Map<?, ?> payload) {
            var inner = new LinkedHashMap<String, Object>();
            payload.forEach((key, of) -> inner.put((String) key, of));
            return Value.newBuilder().setStructValue(struct(inner)).build();
        }
        return Value.newBuilder().setStringValue((String) value).build();
    }
}
