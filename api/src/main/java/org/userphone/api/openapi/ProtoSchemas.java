package org.userphone.api.openapi;

import com.google.protobuf.Any;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.OneofDescriptor;
import com.google.protobuf.Duration;
import com.google.protobuf.Struct;
import com.google.protobuf.Timestamp;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.userphone.api.contract.FieldRules;
import org.userphone.api.contract.RulesProto;

/**
 * Messages of the contract as OpenAPI schemas: their proto3 JSON form (protocol section 4) with the
 * rules that stand beside the fields. A schema offers what a caller can use: a field that is not
 * supported is named in the description only, and one that is part of the path is left out.
 */
final class ProtoSchemas {

    private static final Pattern TWINS = Pattern.compile(".*[.]contract[.](\\w+)");

    private final Comments comments;
    private final Set<FieldDescriptor> inPath;
    private final Map<String, Schema> components = new TreeMap<>();

    ProtoSchemas(Comments comments, Set<FieldDescriptor> inPath) {
        this.comments = comments;
        this.inPath = Set.copyOf(inPath);
    }

    /** The schemas of every message that was referred to, by name. */
    Map<String, Schema> components() {
        return Collections.unmodifiableMap(components);
    }

    /** A reference to the schema of a message. */
    Schema reference(Descriptor type) {
        var name = name(type);
        if (!components.containsKey(name)) {
            var schema = OASFactory.createSchema();
            components.put(name, schema); // before its fields, which may refer to it again
            describe(schema, type);
        }
        return OASFactory.createSchema().ref("#/components/schemas/" + name);
    }

    /**
     * The name within the package; a nested message hangs on by a low line. Messages of the same
     * names as others stand in a Java package of their own, whose name goes in front.
     */
    static String name(Descriptor type) {
        var file = type.getFile();
        var name = type.getFullName().substring(file.getPackage().length() + 1);
        var twin = TWINS.matcher(file.getOptions().getJavaPackage());
        return (twin.matches() ? capitalised(twin.group(1)) + "_" + name : name).replace('.', '_');
    }

    private static String capitalised(String word) {
        return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }

    private void describe(Schema schema, Descriptor type) {
        schema.type(SchemaType.OBJECT);
        var words = new ArrayList<String>();
        comments.of(type).ifPresent(words::add);
        for (var field : type.getFields()) {
            var unsupported = rules(field).getUnsupported();
            if (!unsupported.isEmpty()) {
                words.add("`%s` is answered 501: %s.".formatted(field.getJsonName(), unsupported));
            } else if (!inPath.contains(field)) {
                schema.addProperty(field.getJsonName(), property(field));
                if (isRequired(field)) {
                    schema.addRequired(field.getJsonName());
                }
            }
        }
        for (var oneof : type.getRealOneofs()) {
            var names = supported(oneof).map(FieldDescriptor::getJsonName).toList();
            if (names.size() > 1) {
                words.add(oneofRule(oneof, names));
            }
        }
        if (!words.isEmpty()) {
            schema.description(String.join("\n\n", words));
        }
    }

    private String oneofRule(OneofDescriptor oneof, List<String> names) {
        var list = names.stream().map(name -> "`" + name + "`").collect(Collectors.joining(", "));
        var rule = (isRequired(oneof) ? "Exactly one of " : "At most one of ") + list + ".";
        return comments.of(oneof).map(comment -> rule + " " + comment).orElse(rule);
    }

    private boolean isRequired(FieldDescriptor field) {
        var oneof = field.getRealContainingOneof();
        boolean onlyChoice = oneof != null && isRequired(oneof) && supported(oneof).count() == 1;
        boolean neverEmpty = !field.hasPresence() && rules(field).getMinRunes() > 0;
        return onlyChoice || neverEmpty || rules(field).getRequired();
    }

    private static boolean isRequired(OneofDescriptor oneof) {
        return oneof.getOptions().getExtension(RulesProto.required);
    }

    private static Stream<FieldDescriptor> supported(OneofDescriptor oneof) {
        return oneof.getFields().stream().filter(field -> rules(field).getUnsupported().isEmpty());
    }

    private static FieldRules rules(FieldDescriptor field) {
        return field.getOptions().getExtension(RulesProto.rules);
    }

    private Schema property(FieldDescriptor field) {
        var value = value(field);
        var schema = field.isRepeated() ? list(rules(field)).items(value) : value;
        return comments.of(field).map(comment -> described(schema, comment)).orElse(schema);
    }

    private static Schema list(FieldRules rules) {
        var list = OASFactory.createSchema().type(SchemaType.ARRAY);
        return rules.hasMaxItems() ? list.maxItems(rules.getMaxItems()) : list;
    }

    /** What stands beside a reference is ignored (OpenAPI 3.0), so that one is wrapped. */
    private static Schema described(Schema schema, String comment) {
        return (schema.getRef() == null ? schema : OASFactory.createSchema().addAllOf(schema))
                .description(comment);
    }

    /** The schema of one value of this field. */
    Schema value(FieldDescriptor field) {
        var schema = OASFactory.createSchema();
        return switch (field.getType()) {
            case STRING -> text(schema, rules(field));
            case BOOL ->
                    rules(field).getOnlyTrue()
                            ? schema.type(SchemaType.BOOLEAN).addEnumeration(true)
                            : schema.type(SchemaType.BOOLEAN);
            case INT32, SINT32, SFIXED32 -> schema.type(SchemaType.INTEGER).format("int32");
            case UINT32, FIXED32 -> schema.type(SchemaType.INTEGER).format("int64");
            case INT64, SINT64, SFIXED64 -> schema.type(SchemaType.STRING).format("int64");
            case UINT64, FIXED64 -> schema.type(SchemaType.STRING).format("uint64");
            case FLOAT -> schema.type(SchemaType.NUMBER).format("float");
            case DOUBLE -> schema.type(SchemaType.NUMBER).format("double");
            case BYTES -> schema.type(SchemaType.STRING).format("byte");
            case ENUM -> names(schema, field.getEnumType());
            case MESSAGE, GROUP -> message(schema, field.getMessageType());
        };
    }

    private static Schema text(Schema schema, FieldRules rules) {
        schema.type(SchemaType.STRING);
        if (rules.getMinRunes() > 0) {
            schema.minLength(rules.getMinRunes());
        }
        if (rules.hasMaxRunes()) {
            schema.maxLength(rules.getMaxRunes());
        }
        return rules.getEmail() ? schema.format("email") : schema;
    }

    private static Schema names(Schema schema, EnumDescriptor type) {
        schema.type(SchemaType.STRING);
        type.getValues().forEach(value -> schema.addEnumeration(value.getName()));
        return schema;
    }

    private Schema message(Schema schema, Descriptor type) {
        if (type.equals(Timestamp.getDescriptor())) {
            return schema.type(SchemaType.STRING).format("date-time");
        }
        if (type.equals(Duration.getDescriptor())) {
            return schema.type(SchemaType.STRING).pattern("[0-9]+([.][0-9]+)?s");
        }
        if (type.equals(Struct.getDescriptor())) {
            return schema.type(SchemaType.OBJECT).additionalPropertiesBoolean(true);
        }
        if (type.equals(Any.getDescriptor())) {
            return schema.type(SchemaType.OBJECT)
                    .addProperty("@type", OASFactory.createSchema().type(SchemaType.STRING))
                    .additionalPropertiesBoolean(true);
        }
        return reference(type);
    }
}
