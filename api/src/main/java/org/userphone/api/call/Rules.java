package org.userphone.api.call;

import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.OneofDescriptor;
import com.google.protobuf.Message;
import com.google.protobuf.MessageOrBuilder;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.userphone.api.contract.FieldRules;
import org.userphone.api.contract.RulesProto;
import org.userphone.domain.FieldViolation;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;

/**
 * Checks a message by the rules that the contract states beside its fields. The first violation
 * makes the message of the refusal, in the words of protocol section 3.3, and all of them stand in
 * its details. Plain fields are checked first, in the order of their declaration, then oneofs, then
 * optional fields.
 */
public final class Rules {

    /** A local part, an at sign, a domain. Whether the address exists shows when it is verified. */
    private static final Pattern EMAIL =
            Pattern.compile("[^@\\s\\p{Cntrl}<>]+@[^@\\s\\p{Cntrl}<>]+");

    private static final Broken REQUIRED = new Broken("REQUIRED", "value is required");

    private Rules() {}

    /**
     * Checks a message and the messages in it.
     *
     * @throws Rejection with {@link Reason#INVALID_REQUEST} if a rule is broken, or with {@link
     *     Reason#UNSUPPORTED} if a field is set that userphone does not support
     */
    public static void check(Message message) {
        var violations = violations(message).toList();
        if (!violations.isEmpty()) {
            var first = violations.get(0);
            throw new Rejection(first.reason(), first.words())
                    .about(violations.stream().map(Violation::field).toList());
        }
    }

    /**
     * A refusal of one field.
     *
     * @param field its name in the contract
     * @param cause a word in capitals for programs
     */
    public static Rejection refused(
            MessageOrBuilder message, String field, String cause, String why) {
        var violation = violation(message, field, new Broken(cause, why));
        return new Rejection(Reason.INVALID_REQUEST, violation.words())
                .about(List.of(violation.field()));
    }

    /**
     * A rule that a field breaks.
     *
     * @param words those of the protocol, for the whole path of messages
     */
    private record Violation(Reason reason, String words, FieldViolation field) {}

    /**
     * @param cause the reason of the violation in the details
     */
    private record Broken(String cause, String why) {}

    private static Stream<Violation> violations(Message message) {
        var type = message.getDescriptorForType();
        var plain = type.getFields().stream().filter(field -> field.getContainingOneof() == null);
        var optional =
                type.getFields().stream()
                        .filter(field -> isOptional(field) && message.hasField(field));
        return Stream.of(
                        plain.flatMap(field -> violations(message, field)),
                        type.getRealOneofs().stream().flatMap(oneof -> violations(message, oneof)),
                        optional.flatMap(field -> violations(message, field)))
                .flatMap(violations -> violations);
    }

    private static boolean isOptional(FieldDescriptor field) {
        return field.getContainingOneof() != null && field.getRealContainingOneof() == null;
    }

    private static Stream<Violation> violations(Message message, OneofDescriptor oneof) {
        if (message.hasOneof(oneof)) {
            return violations(message, message.getOneofFieldDescriptor(oneof));
        }
        return oneof.getOptions().getExtension(RulesProto.required)
                ? Stream.of(violation(message, oneof.getName(), REQUIRED))
                : Stream.empty();
    }

    private static Stream<Violation> violations(Message message, FieldDescriptor field) {
        var rules = field.getOptions().getExtension(RulesProto.rules);
        if (!rules.getUnsupported().isEmpty() && message.getAllFields().containsKey(field)) {
            return Stream.of(unsupported(message, field, rules.getUnsupported()));
        }
        if (!field.isRepeated()) {
            boolean present = !field.hasPresence() || message.hasField(field);
            if (present) {
                return violations(message, field, message.getField(field), "");
            }
            return rules.getRequired()
                    ? Stream.of(violation(message, field.getName(), REQUIRED))
                    : Stream.empty();
        }
        var values = (List<?>) message.getField(field);
        if (rules.hasMaxItems() && values.size() > rules.getMaxItems()) {
            var why = "value must contain no more than %d item(s)".formatted(rules.getMaxItems());
            return Stream.of(violation(message, field.getName(), new Broken("TOO_MANY", why)));
        }
        return IntStream.range(0, values.size())
                .boxed()
                .flatMap(i -> violations(message, field, values.get(i), "[" + i + "]"));
    }

    /**
     * @param place of the value in a list, as it stands behind the name of the field; else empty
     */
    private static Stream<Violation> violations(
            Message message, FieldDescriptor field, Object value, String place) {
        if (value instanceof Message inner) {
            return violations(inner).map(violation -> outside(message, field, place, violation));
        }
        var rules = field.getOptions().getExtension(RulesProto.rules);
        return broken(field, rules, value)
                .map(broken -> violation(message, field.getName() + place, broken))
                .stream();
    }

    private static Violation outside(
            Message message, FieldDescriptor field, String place, Violation inner) {
        return new Violation(
                inner.reason(),
                inner.reason() == Reason.UNSUPPORTED
                        ? inner.words()
                        : words(
                                message,
                                field.getName() + place,
                                "embedded message failed validation | caused by: " + inner.words()),
                inner.field().in(field.getJsonName() + place));
    }

    private static Violation unsupported(Message message, FieldDescriptor field, String why) {
        return new Violation(
                Reason.UNSUPPORTED,
                name(message) + "." + field.getJsonName() + ": " + why,
                new FieldViolation(field.getJsonName(), "UNSUPPORTED", why));
    }

    private static Optional<Broken> broken(FieldDescriptor field, FieldRules rules, Object value) {
        return switch (field.getJavaType()) {
            case STRING -> brokenText(rules, (String) value);
            case BOOLEAN ->
                    brokenUnless(
                            (Boolean) value || !rules.getOnlyTrue(),
                            "NOT_TRUE",
                            "value must equal true");
            case ENUM ->
                    brokenUnless(
                            isDefined((EnumValueDescriptor) value) || !rules.getDefinedOnly(),
                            "UNKNOWN_VALUE",
                            "value must be one of the defined enum values");
            default -> Optional.empty();
        };
    }

    private static Optional<Broken> brokenText(FieldRules rules, String text) {
        int runes = text.codePointCount(0, text.length());
        if (rules.hasMinRunes() && (runes < rules.getMinRunes() || runes > rules.getMaxRunes())) {
            var why =
                    "value length must be between %d and %d runes, inclusive"
                            .formatted(rules.getMinRunes(), rules.getMaxRunes());
            return Optional.of(new Broken(runes == 0 ? REQUIRED.cause() : "LENGTH", why));
        }
        if (rules.hasMaxRunes() && runes > rules.getMaxRunes()) {
            var why = "value length must be at most %d runes".formatted(rules.getMaxRunes());
            return Optional.of(new Broken("LENGTH", why));
        }
        if (rules.getEmail() && !EMAIL.matcher(text).matches()) {
            return Optional.of(new Broken("EMAIL", "value must be a valid email address"));
        }
        // PostgreSQL stores no NUL in a text, and no name or phone number needs one.
        return brokenUnless(text.indexOf('\0') < 0, "NUL", "value must not contain NUL");
    }

    private static Optional<Broken> brokenUnless(boolean kept, String cause, String why) {
        return kept ? Optional.empty() : Optional.of(new Broken(cause, why));
    }

    /** The protobuf library gives a number without a name a descriptor that has no index. */
    private static boolean isDefined(EnumValueDescriptor value) {
        return value.getIndex() >= 0;
    }

    private static Violation violation(MessageOrBuilder message, String field, Broken broken) {
        return new Violation(
                Reason.INVALID_REQUEST,
                words(message, field, broken.why()),
                new FieldViolation(camelCase(field), broken.cause(), broken.why()));
    }

    private static String words(MessageOrBuilder message, String field, String why) {
        return "invalid %s.%s: %s".formatted(name(message), pascalCase(field), why);
    }

    /**
     * The name of a message as ZITADEL's generated code has it, with an underscore before a nested
     * message.
     */
    private static String name(MessageOrBuilder message) {
        var type = message.getDescriptorForType();
        return type.getFullName()
                .substring(type.getFile().getPackage().length() + 1)
                .replace('.', '_');
    }

    private static String pascalCase(String name) {
        return Stream.of(name.split("_"))
                .map(word -> Character.toUpperCase(word.charAt(0)) + word.substring(1))
                .collect(Collectors.joining());
    }

    private static String camelCase(String name) {
        var pascal = pascalCase(name);
        return Character.toLowerCase(pascal.charAt(0)) + pascal.substring(1);
    }
}
