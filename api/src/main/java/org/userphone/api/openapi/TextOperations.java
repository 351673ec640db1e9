package org.userphone.api.openapi;

import static org.userphone.domain.Rejection.Reason.CALL_NOT_PERMITTED;
import static org.userphone.domain.Rejection.Reason.TEXT_MALFORMED;
import static org.userphone.domain.Rejection.Reason.TEXT_NOT_FOUND;
import static org.userphone.domain.Rejection.Reason.TEXT_TOO_LONG;
import static org.userphone.domain.Rejection.Reason.TEXT_WITHOUT_CODE;

import com.google.protobuf.Message;
import com.google.protobuf.util.Timestamps;
import java.util.List;
import java.util.Set;
import org.userphone.api.contract.GetCustomVerifyPhoneMessageTextRequest;
import org.userphone.api.contract.GetCustomVerifyPhoneMessageTextResponse;
import org.userphone.api.contract.MessageCustomText;
import org.userphone.api.contract.ObjectDetails;
import org.userphone.api.contract.ResetCustomVerifyPhoneMessageTextToDefaultRequest;
import org.userphone.api.contract.ResetCustomVerifyPhoneMessageTextToDefaultResponse;
import org.userphone.api.contract.SetDefaultVerifyPhoneMessageTextRequest;
import org.userphone.api.contract.SetDefaultVerifyPhoneMessageTextResponse;
import org.userphone.api.contract.management.SetCustomVerifyPhoneMessageTextRequest;
import org.userphone.api.contract.management.SetCustomVerifyPhoneMessageTextResponse;
import org.userphone.api.openapi.Operation.Example;
import org.userphone.domain.Rejection.Reason;

/** What a reader of the document should know about the calls of the texts of messages. */
final class TextOperations {

    private static final String LANGUAGE = "de-CH";
    private static final String TOO_LONG = "x".repeat(36);
    private static final String TEXT = "Grüezi {{.DisplayName}}, Ihr Code ist {{.Code}}.";
    private static final String OURS = "Mit dem Code {{.Code}} bestätigen Sie diese Telefonnummer.";
    private static final ObjectDetails INSTANCE =
            ObjectDetails.newBuilder()
                    .setSequence(3)
                    .setChangeDate(Timestamps.fromMillis(1_767_323_045_678L))
                    .build();
    private static final ObjectDetails ORGANISATION =
            INSTANCE.toBuilder().setResourceOwner("300000000000000001").build();

    static final List<Operation> ALL =
            List.of(
                    get(
                            GetCustomVerifyPhoneMessageTextRequest.newBuilder()
                                    .setLanguage(LANGUAGE)
                                    .build(),
                            GetCustomVerifyPhoneMessageTextResponse.newBuilder()
                                    .setCustomText(
                                            MessageCustomText.newBuilder()
                                                    .setText(OURS)
                                                    .setIsDefault(true))
                                    .build(),
                            GetCustomVerifyPhoneMessageTextRequest.newBuilder()
                                    .setLanguage(TOO_LONG)
                                    .build()),
                    get(
                            org.userphone.api.contract.management
                                    .GetCustomVerifyPhoneMessageTextRequest.newBuilder()
                                    .setLanguage(LANGUAGE)
                                    .build(),
                            org.userphone.api.contract.management
                                    .GetCustomVerifyPhoneMessageTextResponse.newBuilder()
                                    .setCustomText(
                                            MessageCustomText.newBuilder()
                                                    .setDetails(ORGANISATION)
                                                    .setText(TEXT))
                                    .build(),
                            org.userphone.api.contract.management
                                    .GetCustomVerifyPhoneMessageTextRequest.newBuilder()
                                    .setLanguage(TOO_LONG)
                                    .build()),
                    set(
                            "SetDefaultVerifyPhoneMessageText",
                            SetDefaultVerifyPhoneMessageTextRequest.newBuilder()
                                    .setLanguage(LANGUAGE)
                                    .setText(TEXT)
                                    .build(),
                            SetDefaultVerifyPhoneMessageTextResponse.newBuilder()
                                    .setDetails(INSTANCE)
                                    .setAlphabet("UCS2")
                                    .setSegments(2)
                                    .build(),
                            SetDefaultVerifyPhoneMessageTextRequest.newBuilder()
                                    .setLanguage(TOO_LONG)
                                    .build()),
                    set(
                            "SetCustomVerifyPhoneMessageText",
                            SetCustomVerifyPhoneMessageTextRequest.newBuilder()
                                    .setLanguage(LANGUAGE)
                                    .setText(TEXT)
                                    .build(),
                            SetCustomVerifyPhoneMessageTextResponse.newBuilder()
                                    .setDetails(ORGANISATION)
                                    .setAlphabet("UCS2")
                                    .setSegments(2)
                                    .build(),
                            SetCustomVerifyPhoneMessageTextRequest.newBuilder()
                                    .setLanguage(TOO_LONG)
                                    .build()),
                    reset(
                            ResetCustomVerifyPhoneMessageTextToDefaultRequest.newBuilder()
                                    .setLanguage(LANGUAGE)
                                    .build(),
                            ResetCustomVerifyPhoneMessageTextToDefaultResponse.newBuilder()
                                    .setDetails(INSTANCE)
                                    .build(),
                            ResetCustomVerifyPhoneMessageTextToDefaultRequest.newBuilder()
                                    .setLanguage(TOO_LONG)
                                    .build()),
                    reset(
                            org.userphone.api.contract.management
                                    .ResetCustomVerifyPhoneMessageTextToDefaultRequest.newBuilder()
                                    .setLanguage(LANGUAGE)
                                    .build(),
                            org.userphone.api.contract.management
                                    .ResetCustomVerifyPhoneMessageTextToDefaultResponse.newBuilder()
                                    .setDetails(ORGANISATION)
                                    .build(),
                            org.userphone.api.contract.management
                                    .ResetCustomVerifyPhoneMessageTextToDefaultRequest.newBuilder()
                                    .setLanguage(TOO_LONG)
                                    .build()));

    private TextOperations() {}

    private static Operation get(Message request, Message answer, Message broken) {
        return operation(
                "GetCustomVerifyPhoneMessageText",
                new Example("text", "What an SMS says", request, answer),
                broken,
                Set.of(CALL_NOT_PERMITTED));
    }

    private static Operation set(String rpc, Message request, Message answer, Message broken) {
        return operation(
                rpc,
                new Example("saved", "A text that says the user's name", request, answer),
                broken,
                Set.of(CALL_NOT_PERMITTED, TEXT_MALFORMED, TEXT_WITHOUT_CODE, TEXT_TOO_LONG));
    }

    private static Operation reset(Message request, Message answer, Message broken) {
        return operation(
                "ResetCustomVerifyPhoneMessageTextToDefault",
                new Example("reset", "The text is taken back", request, answer),
                broken,
                Set.of(CALL_NOT_PERMITTED, TEXT_NOT_FOUND));
    }

    private static Operation operation(
            String rpc, Example example, Message broken, Set<Reason> reasons) {
        return new Operation(rpc, List.of(example), List.of(broken), reasons);
    }
}
