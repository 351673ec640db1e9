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
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;

/**
 * Checks a message by the rules that the contract states beside its fields. The first violation is
 * reported, in the words of protocol section 3.3. Plain fields are checked first, in the order of
 * their declaration, then oneofs, then optional fields.
 */
public final class Rules {

    /** A local part, an at sign, a domain. Whether the address exists shows when it is verified. */
    private static final Pattern EMAIL =
            Pattern.compile("[^@\\s\\p{Cntrl}<>]+@[^@\\s\\p{Cntrl}<>]+");

    private Rules() {}

    /**
     * Checks a message and the messages in it.
     *
     * @throws Rejection with {@link Reason#INVALID_REQUEST} if a rule is broken, or with {@link
     *     Reason#UNSUPPORTED} if a field is set that userphone does not support
     */
    public static void check(Message message) {
        var first = violations(message).findFirst();
        if (first.isPresent()) {
            throw new Rejection(Reason.INVALID_REQUEST, first.get());
        }
    }

    private static Stream<String> violations(Message message) {
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

    private static Stream<String> violations(Message message, OneofDescriptor oneof) {
        if (message.hasOneof(oneof)) {
            return violations(message, message.getOneofFieldDescriptor(oneof));
        }
        return oneof.getOptions().getExtension(RulesProto.required)
                ? Stream.of(violation(message, oneof.getName(), "value is required"))
                : Stream.empty();
    }

    private static Stream<String> violations(Message message, FieldDescriptor field) {
        var rules = field.getOptions().getExtension(RulesProto.rules);
        if (field.isRepeated()) {
            var values = (List<?>) message.getField(field);
            refuseUnsupported(message, field, rules, !values.isEmpty());
            if (rules.hasMaxItems() && values.size() > rules.getMaxItems()) {
                return Stream.of(
                        violation(
                                message,
                                field.getName(),
                                "value must contain no more than %d item(s)"
                                        .formatted(rules.getMaxItems())));
            }
            return IntStream.range(0, values.size())
                    .boxed()
                    .flatMap(
                            i ->
                                    broken(field, rules, values.get(i))
                                            .map(
                                                    why ->
                                                            violation(
                                                                    message,
                                                                    field.getName() + "[" + i + "]",
                                                                    why))
                                            .stream());
        }
        refuseUnsupported(message, field, rules, message.getAllFields().containsKey(field));
        boolean present = !field.hasPresence() || message.hasField(field);
        var why =
                present
                        ? broken(field, rules, message.getField(field))
                        : brokenUnless(!rules.getRequired(), "value is required");
        return why.map(text -> violation(message, field.getName(), text)).stream();
    }

    private static void refuseUnsupported(
            Message message, FieldDescriptor field, FieldRules rules, boolean present) {
        if (present && !rules.getUnsupported().isEmpty()) {
            throw new Rejection(
                    Reason.UNSUPPORTED,
                    name(message) + "." + field.getJsonName() + ": " + rules.getUnsupported());
        }
    }

    private static Optional<String> broken(FieldDescriptor field, FieldRules rules, Object value) {
        return switch (field.getJavaType()) {
            case STRING -> brokenText(rules, (String) value);
            case BOOLEAN ->
                    brokenUnless((Boolean) value || !rules.getOnlyTrue(), "value must equal true");
            case ENUM ->
                    brokenUnless(
                            isDefined((EnumValueDescriptor) value) || !rules.getDefinedOnly(),
                            "value must be one of the defined enum values");
            case MESSAGE ->
                    violations((Message) value)
                            .findFirst()
                            .map(
                                    inner ->
                                            "embedded message failed validation | caused by: "
                                                    + inner);
            default -> Optional.empty();
        };
    }

    private static Optional<String> brokenText(FieldRules rules, String text) {
        int runes = text.codePointCount(0, text.length());
        if (rules.hasMinRunes() && (runes < rules.getMinRunes() || runes > rules.getMaxRunes())) {
            return Optional.of(
                    "value length must be between %d and %d runes, inclusive"
                            .formatted(rules.getMinRunes(), rules.getMaxRunes()));
        }
        if (rules.hasMaxRunes() && runes > rules.getMaxRunes()) {
            return Optional.of(
                    "value length must be at most %d runes".formatted(rules.getMaxRunes()));
        }
        if (rules.getEmail() && !EMAIL.matcher(text).matches()) {
            return Optional.of("value must be a valid email address");
        }
        // PostgreSQL stores no NUL in a text, and no name or phone number needs one.
        return brokenUnless(text.indexOf('\0') < 0, "value must not contain NUL");
    }

    /** The reason why a value breaks its rules, unless it keeps to them. */
    private static Optional<String> brokenUnless(boolean kept, String why) {
        return kept ? Optional.empty() : Optional.of(why);
    }

    /** The protobuf library gives a number without a name a descriptor that has no index. */
    private static boolean isDefined(EnumValueDescriptor value) {
        return value.getIndex() >= 0;
    }

    /** The words of a refusal of a field, which is called as in the contract. */
    public static String violation(MessageOrBuilder message, String field, String why) {
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
}
