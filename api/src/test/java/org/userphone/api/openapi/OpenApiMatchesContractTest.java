package org.userphone.api.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.util.JsonFormat;
import com.google.rpc.Status;
import jakarta.json.Json;
import jakarta.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.examples.Example;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.junit.jupiter.api.Test;
import org.userphone.api.call.Rpcs;
import org.userphone.api.call.Rules;
import org.userphone.api.contract.DeactivateUserRequest;
import org.userphone.api.contract.LockUserRequest;
import org.userphone.api.contract.ReactivateUserRequest;
import org.userphone.api.contract.ResendPhoneCodeRequest;
import org.userphone.api.contract.RulesProto;
import org.userphone.api.contract.SetPhoneRequest;
import org.userphone.api.contract.UnlockUserRequest;
import org.userphone.api.contract.UpdateHumanUserRequest;
import org.userphone.api.contract.UpdateUserRequest;
import org.userphone.api.contract.VerifyEmailRequest;
import org.userphone.api.contract.VerifyPhoneRequest;
import org.userphone.api.http.ProtoJson;
import org.userphone.api.status.HttpStatus;
import org.userphone.domain.Rejection.Reason;

/** Holds the document against the descriptors of the contract. */
class OpenApiMatchesContractTest {

    /** The number is never empty when it gets there: rules refuse that, blanks are invalid. */
    private static final Set<Reason> OF_NO_CALL =
            Set.of(
                    Reason.PHONE_EMPTY,
                    Reason.METHOD_UNKNOWN,
                    Reason.EXTERNAL_ID_TAKEN,
                    Reason.RECEIPT_PROVIDER_UNKNOWN,
                    Reason.RECEIPT_FORGED,
                    Reason.TOO_MANY_RECEIPTS);

    private final OpenAPI document = new ContractDocument().model();
    private final List<MethodDescriptor> rpcs =
            Rpcs.SERVICES.stream().flatMap(service -> service.getMethods().stream()).toList();

    @Test
    void everyCallOfTheContractHasAnOperation() {
        assertThat(operations().keySet())
                .containsExactlyInAnyOrderElementsOf(rpcs.stream().map(Rpcs::name).toList());
    }

    @Test
    void everyOperationHasThePathOfTheSpecification() {
        var paths = document.getPaths().getPathItems();

        assertThat(paths.get("/v2/users/new").getPOST().getOperationId()).isEqualTo("CreateUser");
        assertThat(paths.get("/v2/users/human").getPOST().getOperationId())
                .isEqualTo("AddHumanUser");
        assertThat(paths.get("/v2/users/{userId}").getGET().getOperationId())
                .isEqualTo("GetUserByID");
        assertThat(paths.get("/v2/users/{userId}/phone").getPOST().getOperationId())
                .isEqualTo("SetPhone");
        assertThat(paths.get("/v2/users/{userId}/phone").getDELETE().getOperationId())
                .isEqualTo("RemovePhone");
        assertThat(paths.get("/v2/users/{userId}/phone/resend").getPOST().getOperationId())
                .isEqualTo("ResendPhoneCode");
        assertThat(paths.get("/v2/users/{userId}/phone/verify").getPOST().getOperationId())
                .isEqualTo("VerifyPhone");
    }

    @Test
    void theCallsThatAreAnsweredOnceTakeAKey() {
        var withKey =
                operations().values().stream()
                        .filter(
                                operation ->
                                        operation.getParameters().stream()
                                                .anyMatch(
                                                        parameter ->
                                                                parameter
                                                                        .getName()
                                                                        .equals("Idempotency-Key")))
                        .toList();

        assertThat(withKey)
                .extracting(Operation::getOperationId)
                .containsExactlyInAnyOrder(
                        "SetPhone",
                        "ResendPhoneCode",
                        "CreateUser",
                        "AddHumanUser",
                        "UpdateUser",
                        "UpdateHumanUser");
        assertThat(withKey)
                .allSatisfy(
                        operation ->
                                assertThat(
                                                message(
                                                        operation
                                                                .getResponses()
                                                                .getAPIResponse("400")
                                                                .getContent(),
                                                        "IDEMPOTENCY_KEY_REUSED"))
                                        .contains("USERPHONE-oN1ce"));
    }

    @Test
    void aKeyIsDescribedAndNeverPrefilled() {
        assertThat(operations().get("SetPhone").getParameters())
                .filteredOn(parameter -> parameter.getName().equals("Idempotency-Key"))
                .singleElement()
                .satisfies(
                        key -> {
                            assertThat(key.getDescription()).contains("such as \"8e03978e-");
                            assertThat(key.getExample()).isNull();
                            assertThat(key.getExamples()).isNull();
                        });
    }

    @Test
    void everySummaryIsTheWholeFirstSentenceOfItsDescription() {
        assertThat(operations().values())
                .allSatisfy(
                        operation -> {
                            assertThat(operation.getSummary()).matches("\\S(.*\\S)?[.]");
                            assertThat(operation.getDescription() + " ")
                                    .startsWith(operation.getSummary() + " ");
                        });
        assertThat(operations().get("ListUsers").getSummary()).contains("user.read");
    }

    @Test
    void everySupportedFieldOfEveryMessageIsInItsSchema() {
        for (var type : reachable()) {
            var supported =
                    type.getFields().stream()
                            .filter(field -> unsupported(field).isEmpty())
                            .filter(field -> !isInPath(field))
                            .map(FieldDescriptor::getJsonName)
                            .collect(Collectors.toSet());

            assertThat(properties(type)).as(type.getName()).isEqualTo(supported);
        }
    }

    @Test
    void anUnsupportedFieldIsNamedInTheDescriptionOfItsMessage() {
        for (var type : reachable()) {
            for (var field : type.getFields()) {
                if (!unsupported(field).isEmpty()) {
                    assertThat(schema(type).getDescription())
                            .contains("`" + field.getJsonName() + "`")
                            .contains(unsupported(field));
                }
            }
        }
    }

    @Test
    void everyRuleOfAFieldIsInItsSchema() {
        var profile = document.getComponents().getSchemas().get("SetHumanProfile");
        var givenName = profile.getProperties().get("givenName");
        var phone = document.getComponents().getSchemas().get("SetPhoneRequest");

        assertThat(givenName.getMinLength()).isEqualTo(1);
        assertThat(givenName.getMaxLength()).isEqualTo(200);
        assertThat(profile.getRequired()).containsExactlyInAnyOrder("givenName", "familyName");
        assertThat(phone.getRequired()).containsExactly("phone");
        assertThat(phone.getProperties().get("isVerified").getEnumeration()).containsExactly(true);
        assertThat(phone.getDescription())
                .isEqualTo(
                        "At most one of `sendCode`, `returnCode`, `isVerified`."
                                + " Absent means send_code.");
    }

    @Test
    void aSequenceIsATextAndATimeADateTime() {
        var details = document.getComponents().getSchemas().get("Details").getProperties();

        assertThat(details.get("sequence").getType()).isEqualTo(SchemaType.STRING);
        assertThat(details.get("changeDate").getFormat()).isEqualTo("date-time");
        assertThat(details.get("sequence").getDescription())
                .isEqualTo("The sequence of the object's last event.");
    }

    @Test
    void everyReferenceLeadsToASchema() {
        assertThat(
                        document.getComponents().getSchemas().values().stream()
                                .flatMap(this::references))
                .isNotEmpty()
                .allSatisfy(
                        reference ->
                                assertThat(document.getComponents().getSchemas())
                                        .containsKey(
                                                reference.substring(
                                                        "#/components/schemas/".length())));
    }

    @Test
    void everyExampleIsJsonOfItsMessageAndKeepsItsRules() {
        for (var rpc : rpcs) {
            var operation = operations().get(Rpcs.name(rpc));
            if (operation.getRequestBody() != null) {
                for (var example : examples(operation.getRequestBody().getContent())) {
                    var request = read(example, rpc.getInputType());
                    Rules.check(withPath(request));
                }
            }
            assertThat(examples(operation.getResponses().getAPIResponse("200").getContent()))
                    .isNotEmpty()
                    .allSatisfy(
                            example ->
                                    JsonFormat.parser()
                                            .merge(
                                                    json(example),
                                                    DynamicMessage.newBuilder(
                                                            rpc.getOutputType())));
        }
    }

    @Test
    void everyErrorExampleStandsUnderTheHttpStatusOfItsCode() {
        for (var operation : operations().values()) {
            for (var response : operation.getResponses().getAPIResponses().entrySet()) {
                if (!response.getKey().equals("200")) {
                    assertThat(examples(response.getValue().getContent()))
                            .isNotEmpty()
                            .allSatisfy(
                                    example ->
                                            assertThat(HttpStatus.of(code(example)))
                                                    .hasToString(response.getKey()));
                }
            }
        }
    }

    @Test
    void everyReasonIsAnErrorOfSomeOperation() {
        var told =
                operations().values().stream()
                        .flatMap(
                                operation ->
                                        operation
                                                .getResponses()
                                                .getAPIResponses()
                                                .values()
                                                .stream())
                        .flatMap(
                                response ->
                                        response
                                                .getContent()
                                                .getMediaType("application/json")
                                                .getExamples()
                                                .keySet()
                                                .stream())
                        .collect(Collectors.toSet());

        assertThat(Arrays.stream(Reason.values()).filter(reason -> !OF_NO_CALL.contains(reason)))
                .allSatisfy(reason -> assertThat(told).contains(reason.name()));
    }

    @Test
    void thePhoneErrorsAreThoseOfTheSpecification() {
        var responses = operations().get("SetPhone").getResponses();

        assertThat(message(responses.getAPIResponse("400").getContent(), "PHONE_NOT_CHANGED"))
                .isEqualTo("Phone not changed (COMMAND-Uch5e)");
        assertThat(message(responses.getAPIResponse("400").getContent(), "INVALID_REQUEST"))
                .isEqualTo(
                        "invalid SetPhoneRequest.Phone: value length must be between 1 and 200"
                                + " runes, inclusive");
        assertThat(message(responses.getAPIResponse("404").getContent(), "PHONE_USER_NOT_FOUND"))
                .isEqualTo("Phone not found (COMMAND-ieJ2e)");
        assertThat(responses.getAPIResponse("401").getHeaders()).containsKey("WWW-Authenticate");
    }

    private Map<String, Operation> operations() {
        return document.getPaths().getPathItems().values().stream()
                .map(PathItem::getOperations)
                .flatMap(operations -> operations.values().stream())
                .collect(Collectors.toMap(Operation::getOperationId, operation -> operation));
    }

    /** What the schemas are made of, except for requests that are all path. */
    private Set<Descriptor> reachable() {
        var types = new HashSet<Descriptor>();
        rpcs.forEach(
                rpc -> {
                    if (operations().get(Rpcs.name(rpc)).getRequestBody() != null) {
                        reach(rpc.getInputType(), types);
                    }
                    reach(rpc.getOutputType(), types);
                });
        reach(Status.getDescriptor(), types);
        return types;
    }

    private static void reach(Descriptor type, Set<Descriptor> types) {
        if (!type.getFile().getPackage().equals("google.protobuf") && types.add(type)) {
            type.getFields().stream()
                    .filter(field -> field.getJavaType() == FieldDescriptor.JavaType.MESSAGE)
                    .filter(field -> unsupported(field).isEmpty())
                    .forEach(field -> reach(field.getMessageType(), types));
        }
    }

    private Schema schema(Descriptor type) {
        return document.getComponents().getSchemas().get(ProtoSchemas.name(type));
    }

    private Set<String> properties(Descriptor type) {
        var properties = schema(type).getProperties();
        return properties == null ? Set.of() : properties.keySet();
    }

    private Stream<String> references(Schema schema) {
        var inner =
                schema.getProperties() == null
                        ? Stream.<Schema>empty()
                        : schema.getProperties().values().stream();
        var all = schema.getAllOf() == null ? Stream.<Schema>empty() : schema.getAllOf().stream();
        return Stream.concat(
                Stream.ofNullable(schema.getRef()),
                Stream.of(inner, all, Stream.ofNullable(schema.getItems()))
                        .flatMap(schemas -> schemas)
                        .flatMap(this::references));
    }

    private static String unsupported(FieldDescriptor field) {
        return field.getOptions().getExtension(RulesProto.rules).getUnsupported();
    }

    private static boolean isInPath(FieldDescriptor field) {
        return field.getName().equals("language")
                || field.getName().equals("id")
                        && field.getContainingType().getName().endsWith("Request")
                || field.getName().equals("user_id")
                        && Set.of(
                                        LockUserRequest.getDescriptor(),
                                        UnlockUserRequest.getDescriptor(),
                                        DeactivateUserRequest.getDescriptor(),
                                        ReactivateUserRequest.getDescriptor(),
                                        SetPhoneRequest.getDescriptor(),
                                        ResendPhoneCodeRequest.getDescriptor(),
                                        UpdateHumanUserRequest.getDescriptor(),
                                        UpdateUserRequest.getDescriptor(),
                                        VerifyEmailRequest.getDescriptor(),
                                        VerifyPhoneRequest.getDescriptor())
                                .contains(field.getContainingType());
    }

    private static List<Example> examples(Content content) {
        return List.copyOf(content.getMediaType("application/json").getExamples().values());
    }

    private static DynamicMessage read(Example example, Descriptor type) {
        var builder = DynamicMessage.newBuilder(type);
        ProtoJson.read(json(example).getBytes(StandardCharsets.UTF_8), builder);
        return builder.build();
    }

    private static DynamicMessage withPath(DynamicMessage request) {
        var type = request.getDescriptorForType();
        return Stream.of("user_id", "language", "id")
                .flatMap(name -> Stream.ofNullable(type.findFieldByName(name)))
                .filter(field -> !field.hasPresence())
                .findFirst()
                .map(field -> request.toBuilder().setField(field, "300000000000000002").build())
                .orElse(request);
    }

    private static String json(Example example) {
        return json(example.getValue()).toString();
    }

    private static JsonValue json(Object value) {
        if (value instanceof Map<?, ?> members) {
            var object = Json.createObjectBuilder();
            members.forEach((name, member) -> object.add((String) name, json(member)));
            return object.build();
        }
        if (value instanceof List<?> items) {
            var array = Json.createArrayBuilder();
            items.forEach(item -> array.add(json(item)));
            return array.build();
        }
        return Json.createArrayBuilder(List.of(value)).build().get(0);
    }

    private static int code(Example example) {
        return ((Number) ((Map<?, ?>) example.getValue()).get("code")).intValue();
    }

    private static String message(Content content, String name) {
        var example = content.getMediaType("application/json").getExamples().get(name);
        return (String) ((Map<?, ?>) example.getValue()).get("message");
    }
}
