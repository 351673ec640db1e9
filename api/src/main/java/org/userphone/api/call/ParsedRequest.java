package org.userphone.api.call;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.userphone.domain.FieldViolation;
import org.userphone.domain.Rejection;

/**
 * A request as it was sent.
 *
 * @param message what the contract knows of it
 * @param unknownFields what JSON said in fields that the contract does not have. They are ignored,
 *     and named if the request is refused: one of them may be the missing field misspelt
 */
public record ParsedRequest(Message message, List<FieldViolation> unknownFields) {

    public ParsedRequest(Message message) {
        this(message, List.of());
    }

    /** The same request with its message completed. */
    public ParsedRequest with(UnaryOperator<Message.Builder> completion) {
        return new ParsedRequest(completion.apply(message.toBuilder()).build(), unknownFields);
    }

    /** A refusal of this request with the fields that it is about. */
    Rejection blaming(Rejection refusal) {
        var violations = new ArrayList<>(refusal.violations());
        if (violations.isEmpty()) {
            blamed(refusal).ifPresent(violations::add);
        }
        violations.addAll(unknownFields);
        return refusal.about(violations);
    }

    private Optional<FieldViolation> blamed(Rejection refusal) {
        return name(refusal.reason())
                .flatMap(name -> paths(message, name).max(Comparator.comparing(String::length)))
                .map(path -> violation(path, refusal));
    }

    private static FieldViolation violation(String path, Rejection refusal) {
        var reason = refusal.reason().name();
        return refusal.explanation()
                .map(why -> new FieldViolation(path, why.cause(), why.sentence()))
                .orElseGet(
                        () ->
                                new FieldViolation(
                                        path,
                                        reason,
                                        reason.toLowerCase(Locale.ROOT).replace('_', ' ')));
    }

    /** The field that a use case has refused; empty if its refusal is about no single field. */
    private static Optional<String> name(Rejection.Reason reason) {
        return switch (reason) {
            case PHONE_EMPTY, PHONE_INVALID, PHONE_REMOVAL_WITH_VERIFICATION ->
                    Optional.of("phone");
            case CODE_INVALID -> Optional.of("verification_code");
            case TEXT_MALFORMED, TEXT_WITHOUT_CODE, TEXT_TOO_LONG -> Optional.of("text");
            case SMS_ENDPOINT_DENIED -> Optional.of("endpoint");
            case QUERY_TOO_DEEP, QUERY_TOO_LONG -> Optional.of("queries");
            default -> Optional.empty();
        };
    }

    /**
     * The paths of all fields of this name, in a message and in those messages in it that are set.
     */
    private static Stream<String> paths(Message message, String name) {
        return message.getDescriptorForType().getFields().stream()
                .flatMap(
                        field ->
                                Stream.concat(
                                        field.getName().equals(name)
                                                ? Stream.of(field.getJsonName())
                                                : Stream.empty(),
                                        inner(message, field, name)));
    }

    private static Stream<String> inner(Message message, FieldDescriptor field, String name) {
        return field.getJavaType() == FieldDescriptor.JavaType.MESSAGE
                        && !field.isRepeated()
                        && message.hasField(field)
                ? paths((Message) message.getField(field), name)
                        .map(path -> field.getJsonName() + "." + path)
                : Stream.empty();
    }
}
