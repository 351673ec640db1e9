package org.userphone.api.openapi;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toSet;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Message;
import com.google.rpc.RequestInfo;
import com.google.rpc.Status;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.sql.SQLTransientException;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.Paths;
import org.eclipse.microprofile.openapi.models.examples.Example;
import org.eclipse.microprofile.openapi.models.headers.Header;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.parameters.Parameter.In;
import org.eclipse.microprofile.openapi.models.parameters.RequestBody;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;
import org.eclipse.microprofile.openapi.models.security.SecurityScheme;
import org.userphone.api.Version;
import org.userphone.api.admission.Admission;
import org.userphone.api.call.Rpcs;
import org.userphone.api.contract.ErrorDetail;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;

/**
 * The OpenAPI document. Shapes and paths come from the contract, refusals from where they are made,
 * and examples from the files of {@link CallUsage}; nothing is written a second time.
 */
public final class ContractDocument {

    private static final String BEARER = "bearerAuth";
    private static final String KEY =
            "Names the request, so that it can be repeated: with the same key and body the same"
                    + " caller gets the same answer again, and nothing is done twice. Of a refused"
                    + " request nothing is kept. 1 to 255 printable ASCII characters, bare or in"
                    + " quotes (draft-ietf-httpapi-idempotency-key-header), such as"
                    + " \"8e03978e-40d5-43e8-bc93-6894a57f9324\".";

    /** A full stop inside a name, {@code user.read}, ends no sentence. */
    private static final Pattern AFTER_SENTENCE = Pattern.compile("(?<=[.])\\s");

    private final Comments comments = Comments.ofContract();
    private final List<Endpoint> endpoints =
            Rpcs.SERVICES.stream()
                    .flatMap(service -> service.getMethods().stream())
                    .map(Endpoint::of)
                    .toList();
    private final ProtoSchemas schemas =
            new ProtoSchemas(
                    comments,
                    endpoints.stream()
                            .flatMap(endpoint -> endpoint.fieldsInPath().stream())
                            .collect(toSet()));

    /** The document, made anew. */
    public OpenAPI model() {
        var document = OASFactory.createOpenAPI();
        document.setOpenapi("3.0.3");
        document.setInfo(
                OASFactory.createInfo()
                        .title("userphone")
                        .version(Version.current())
                        .description(
                                "Sets, proves and looks after users' phone numbers. Calls, names"
                                        + " and errors are those of ZITADEL's User Service v2."));
        document.setServers(List.of(OASFactory.createServer().url("/")));
        document.setTags(
                Rpcs.SERVICES.stream()
                        .map(
                                service ->
                                        OASFactory.createTag()
                                                .name(service.getName())
                                                .description(comments.of(service).orElse("")))
                        .toList());
        document.setPaths(paths());
        document.setComponents(components());
        document.setSecurity(List.of(OASFactory.createSecurityRequirement().addScheme(BEARER)));
        return document;
    }

    private Paths paths() {
        var paths = OASFactory.createPaths();
        for (var endpoint : endpoints) {
            if (!paths.hasPathItem(endpoint.path())) {
                paths.addPathItem(endpoint.path(), OASFactory.createPathItem());
            }
            paths.getPathItem(endpoint.path()).setOperation(endpoint.verb(), operation(endpoint));
        }
        return paths;
    }

    /** Made after the paths, which say what they need. */
    private Components components() {
        var bearer =
                OASFactory.createSecurityScheme()
                        .type(SecurityScheme.Type.HTTP)
                        .scheme("bearer")
                        .bearerFormat("JWT")
                        .description("An access token of a trusted issuer.");
        var components = OASFactory.createComponents().addSecurityScheme(BEARER, bearer);
        schemas.reference(ErrorDetail.getDescriptor());
        schemas.reference(RequestInfo.getDescriptor());
        schemas.components().forEach(components::addSchema);
        return components;
    }

    private Operation operation(Endpoint endpoint) {
        var rpc = endpoint.rpc();
        var usage = CallUsage.of(rpc);
        var words = comments.of(rpc).orElse("");
        var model =
                OASFactory.createOperation()
                        .operationId(Rpcs.name(rpc))
                        .addTag(rpc.getService().getName())
                        .summary(AFTER_SENTENCE.split(words, 2)[0])
                        .description(words)
                        .responses(responses(endpoint, usage));
        pathParameters(endpoint, usage).forEach(model::addParameter);
        queryParameters(endpoint).forEach(model::addParameter);
        model.addParameter(
                header(
                        "x-zitadel-orgid",
                        "The organisation to act in; the caller's own if absent. It has to be"
                                + " known."));
        if (usage.refusals().stream()
                .anyMatch(refusal -> refusal.reason() == Reason.PHONE_INVALID)) {
            model.addParameter(
                    header(
                            "x-userphone-region",
                            "The country (ISO 3166-1 alpha-2) by whose rules a number without a"
                                    + " country code is read."));
        }
        if (endpoint.isAnsweredOnce()) {
            model.addParameter(header("Idempotency-Key", KEY));
        }
        return endpoint.hasBody() ? model.requestBody(body(endpoint, usage)) : model;
    }

    private static Parameter header(String name, String words) {
        return OASFactory.createParameter()
                .name(name)
                .in(In.HEADER)
                .description(words)
                .schema(OASFactory.createSchema().type(SchemaType.STRING));
    }

    private Stream<Parameter> pathParameters(Endpoint endpoint, CallUsage usage) {
        var request = usage.examples().get(0).request();
        return endpoint.fieldsInPath().stream()
                .map(
                        field ->
                                OASFactory.createParameter()
                                        .name(field.getJsonName())
                                        .in(In.PATH)
                                        .required(true)
                                        .schema(schemas.value(field))
                                        .example(request.getField(field)));
    }

    private Stream<Parameter> queryParameters(Endpoint endpoint) {
        return endpoint.fieldsInQuery().stream()
                .map(
                        field ->
                                OASFactory.createParameter()
                                        .name(field.getJsonName())
                                        .in(In.QUERY)
                                        .description(comments.of(field).orElse(""))
                                        .schema(schemas.value(field)));
    }

    private RequestBody body(Endpoint endpoint, CallUsage usage) {
        var body = body(endpoint.rpc().getInputType());
        for (var example : usage.examples()) {
            var message = example.request().toBuilder();
            endpoint.fieldsInPath().forEach(message::clearField);
            body.addExample(example.name(), example(example.summary(), message.build()));
        }
        return OASFactory.createRequestBody().required(true).content(json(body));
    }

    private APIResponses responses(Endpoint endpoint, CallUsage usage) {
        var answer = body(endpoint.rpc().getOutputType());
        for (var example : usage.examples()) {
            answer.addExample(example.name(), example(example.summary(), example.answer()));
        }
        var responses =
                OASFactory.createAPIResponses().addAPIResponse("200", response(200, answer));
        refusals(endpoint, usage)
                .collect(groupingBy(Refusal::http, TreeMap::new, toList()))
                .forEach(
                        (http, alike) ->
                                responses.addAPIResponse(
                                        String.valueOf(http), response(http, refused(alike))));
        return responses;
    }

    private static Stream<Refusal> refusals(Endpoint endpoint, CallUsage usage) {
        return Stream.of(
                        usage.refusals().stream().map(Refusal::of),
                        Stream.of(Refusal.of(new Rejection(Reason.IDEMPOTENCY_KEY_REUSED)))
                                .filter(refusal -> endpoint.isAnsweredOnce()),
                        Stream.of(Refusal.ofMalformedBody()).filter(refusal -> endpoint.hasBody()),
                        Stream.of(
                                Refusal.of("INTERNAL", new IllegalStateException()),
                                Refusal.of(Admission.refusal()),
                                Refusal.of("UNAVAILABLE", new SQLTransientException())))
                .flatMap(refusals -> refusals);
    }

    private MediaType refused(List<Refusal> alike) {
        var body = body(Status.getDescriptor());
        for (var refusal : alike) {
            body.addExample(
                    refusal.name(), example(refusal.status().getMessage(), refusal.status()));
        }
        return body;
    }

    private static APIResponse response(int http, MediaType body) {
        var response =
                OASFactory.createAPIResponse()
                        .description(Response.Status.fromStatusCode(http).getReasonPhrase())
                        .addHeader(
                                "X-Request-Id", answerHeader("Names the request, also in the log."))
                        .content(json(body));
        return switch (http) {
            case 401 ->
                    response.addHeader(
                            HttpHeaders.WWW_AUTHENTICATE,
                            answerHeader("The challenge of RFC 6750."));
            case 429 ->
                    response.addHeader(HttpHeaders.RETRY_AFTER, answerHeader("Seconds to wait."));
            default -> response;
        };
    }

    private static Header answerHeader(String words) {
        return OASFactory.createHeader()
                .description(words)
                .schema(OASFactory.createSchema().type(SchemaType.STRING));
    }

    private MediaType body(Descriptor type) {
        return OASFactory.createMediaType().schema(schemas.reference(type));
    }

    private static Content json(MediaType body) {
        return OASFactory.createContent().addMediaType("application/json", body);
    }

    private static Example example(String summary, Message message) {
        return OASFactory.createExample().summary(summary).value(PlainJson.of(message));
    }
}
