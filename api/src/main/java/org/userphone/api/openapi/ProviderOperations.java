package org.userphone.api.openapi;

import static org.userphone.domain.Rejection.Reason.CALL_NOT_PERMITTED;
import static org.userphone.domain.Rejection.Reason.PHONE_INVALID;
import static org.userphone.domain.Rejection.Reason.SMS_ENDPOINT_DENIED;
import static org.userphone.domain.Rejection.Reason.SMS_PROVIDER_ALREADY_ACTIVE;
import static org.userphone.domain.Rejection.Reason.SMS_PROVIDER_ALREADY_INACTIVE;
import static org.userphone.domain.Rejection.Reason.SMS_PROVIDER_NOT_FOUND;
import static org.userphone.domain.Rejection.Reason.SMS_PROVIDER_TO_ACTIVATE_NOT_FOUND;
import static org.userphone.domain.Rejection.Reason.SMS_PROVIDER_TO_REMOVE_NOT_FOUND;

import com.google.protobuf.Duration;
import com.google.protobuf.Message;
import com.google.protobuf.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.userphone.api.contract.ActivateSMSProviderRequest;
import org.userphone.api.contract.ActivateSMSProviderResponse;
import org.userphone.api.contract.AddSMSProviderHTTPRequest;
import org.userphone.api.contract.AddSMSProviderHTTPResponse;
import org.userphone.api.contract.AddSMSProviderTwilioRequest;
import org.userphone.api.contract.AddSMSProviderTwilioResponse;
import org.userphone.api.contract.DeactivateSMSProviderRequest;
import org.userphone.api.contract.DeactivateSMSProviderResponse;
import org.userphone.api.contract.GetSMSProviderRequest;
import org.userphone.api.contract.GetSMSProviderResponse;
import org.userphone.api.contract.ListSMSProvidersRequest;
import org.userphone.api.contract.ListSMSProvidersResponse;
import org.userphone.api.contract.ObjectDetails;
import org.userphone.api.contract.OrderSmsProvidersRequest;
import org.userphone.api.contract.OrderSmsProvidersResponse;
import org.userphone.api.contract.RemoveSMSProviderRequest;
import org.userphone.api.contract.RemoveSMSProviderResponse;
import org.userphone.api.contract.RoutedSmsProvider;
import org.userphone.api.contract.SMSProvider;
import org.userphone.api.contract.SMSProviderConfigState;
import org.userphone.api.contract.SmsOutcome;
import org.userphone.api.contract.TestSmsProviderRequest;
import org.userphone.api.contract.TestSmsProviderResponse;
import org.userphone.api.contract.TwilioConfig;
import org.userphone.api.contract.UpdateSMSProviderHTTPRequest;
import org.userphone.api.contract.UpdateSMSProviderHTTPResponse;
import org.userphone.api.contract.UpdateSMSProviderTwilioRequest;
import org.userphone.api.contract.UpdateSMSProviderTwilioResponse;
import org.userphone.api.contract.UpdateSMSProviderTwilioTokenRequest;
import org.userphone.api.contract.UpdateSMSProviderTwilioTokenResponse;
import org.userphone.api.contract.v1.ListDetails;
import org.userphone.api.contract.v1.ListQuery;
import org.userphone.api.openapi.Operation.Example;
import org.userphone.domain.Rejection.Reason;

/** What a reader of the document should know about the calls about providers of SMS. */
final class ProviderOperations {

    private static final String ID = "300000000000000004";
    private static final String TOO_LONG = "9".repeat(2049);
    private static final String SID = "AC0123456789abcdef0123456789abcdef";
    private static final String SENDER = "+41790000000";
    private static final String DESCRIPTION = "Main account";
    private static final String ENDPOINT = "https://hooks.example.com/sms";
    private static final String KEY = "kO2x5Qm3nZ0Yt8Vw1uS6rB4aC7eF9gH2jL5pN8qT1vX";
    private static final Timestamp TIME =
            Timestamp.newBuilder()
                    .setSeconds(Instant.parse("2026-01-02T03:04:05Z").getEpochSecond())
                    .build();
    private static final ObjectDetails CHANGED =
            ObjectDetails.newBuilder().setSequence(7).setChangeDate(TIME).build();
    private static final SMSProvider TWILIO =
            SMSProvider.newBuilder()
                    .setDetails(CHANGED.toBuilder().setCreationDate(TIME))
                    .setId(ID)
                    .setState(SMSProviderConfigState.SMS_PROVIDER_CONFIG_ACTIVE)
                    .setTwilio(TwilioConfig.newBuilder().setSid(SID).setSenderNumber(SENDER))
                    .setDescription(DESCRIPTION)
                    .addRoutes("+41")
                    .build();

    static final List<Operation> ALL =
            List.of(
                    operation(
                            "ListSMSProviders",
                            "The first of the providers",
                            ListSMSProvidersRequest.newBuilder()
                                    .setQuery(ListQuery.newBuilder().setLimit(1)),
                            ListSMSProvidersResponse.newBuilder()
                                    .setDetails(
                                            ListDetails.newBuilder()
                                                    .setTotalResult(2)
                                                    .setProcessedSequence(7)
                                                    .setViewTimestamp(TIME))
                                    .addResult(TWILIO),
                            List.of()),
                    operation(
                            "GetSMSProvider",
                            "An account at Twilio, without its token",
                            GetSMSProviderRequest.newBuilder().setId(ID),
                            GetSMSProviderResponse.newBuilder().setConfig(TWILIO),
                            List.of(GetSMSProviderRequest.newBuilder().setId(TOO_LONG).build()),
                            SMS_PROVIDER_NOT_FOUND),
                    operation(
                            "AddSMSProviderTwilio",
                            "An account at Twilio",
                            AddSMSProviderTwilioRequest.newBuilder()
                                    .setSid(SID)
                                    .setToken("0123456789abcdef0123456789abcdef")
                                    .setSenderNumber(SENDER)
                                    .setDescription(DESCRIPTION),
                            AddSMSProviderTwilioResponse.newBuilder().setDetails(CHANGED).setId(ID),
                            List.of(AddSMSProviderTwilioRequest.getDefaultInstance())),
                    operation(
                            "UpdateSMSProviderTwilio",
                            "Another sender",
                            UpdateSMSProviderTwilioRequest.newBuilder()
                                    .setId(ID)
                                    .setSid(SID)
                                    .setSenderNumber("ACME")
                                    .setDescription(DESCRIPTION),
                            UpdateSMSProviderTwilioResponse.newBuilder().setDetails(CHANGED),
                            List.of(UpdateSMSProviderTwilioRequest.newBuilder().setId(ID).build()),
                            SMS_PROVIDER_NOT_FOUND),
                    operation(
                            "UpdateSMSProviderTwilioToken",
                            "Another token",
                            UpdateSMSProviderTwilioTokenRequest.newBuilder()
                                    .setId(ID)
                                    .setToken("fedcba9876543210fedcba9876543210"),
                            UpdateSMSProviderTwilioTokenResponse.newBuilder().setDetails(CHANGED),
                            List.of(
                                    UpdateSMSProviderTwilioTokenRequest.newBuilder()
                                            .setId(ID)
                                            .build()),
                            SMS_PROVIDER_NOT_FOUND),
                    operation(
                            "AddSMSProviderHTTP",
                            "An endpoint, whose key is told this once",
                            AddSMSProviderHTTPRequest.newBuilder()
                                    .setEndpoint(ENDPOINT)
                                    .setDescription(DESCRIPTION),
                            AddSMSProviderHTTPResponse.newBuilder()
                                    .setDetails(CHANGED)
                                    .setId(ID)
                                    .setSigningKey(KEY),
                            List.of(AddSMSProviderHTTPRequest.getDefaultInstance()),
                            SMS_ENDPOINT_DENIED),
                    operation(
                            "UpdateSMSProviderHTTP",
                            "A new key, told this once",
                            UpdateSMSProviderHTTPRequest.newBuilder()
                                    .setId(ID)
                                    .setEndpoint(ENDPOINT)
                                    .setExpirationSigningKey(Duration.getDefaultInstance()),
                            UpdateSMSProviderHTTPResponse.newBuilder()
                                    .setDetails(CHANGED)
                                    .setSigningKey(KEY),
                            List.of(UpdateSMSProviderHTTPRequest.newBuilder().setId(ID).build()),
                            SMS_ENDPOINT_DENIED,
                            SMS_PROVIDER_NOT_FOUND),
                    operation(
                            "ActivateSMSProvider",
                            "This provider sends, and no other",
                            ActivateSMSProviderRequest.newBuilder().setId(ID),
                            ActivateSMSProviderResponse.newBuilder().setDetails(CHANGED),
                            List.of(
                                    ActivateSMSProviderRequest.newBuilder()
                                            .setId(TOO_LONG)
                                            .build()),
                            SMS_PROVIDER_TO_ACTIVATE_NOT_FOUND,
                            SMS_PROVIDER_ALREADY_ACTIVE),
                    operation(
                            "DeactivateSMSProvider",
                            "This provider is asked no more",
                            DeactivateSMSProviderRequest.newBuilder().setId(ID),
                            DeactivateSMSProviderResponse.newBuilder().setDetails(CHANGED),
                            List.of(
                                    DeactivateSMSProviderRequest.newBuilder()
                                            .setId(TOO_LONG)
                                            .build()),
                            SMS_PROVIDER_NOT_FOUND,
                            SMS_PROVIDER_ALREADY_INACTIVE),
                    operation(
                            "RemoveSMSProvider",
                            "The provider is gone",
                            RemoveSMSProviderRequest.newBuilder().setId(ID),
                            RemoveSMSProviderResponse.newBuilder().setDetails(CHANGED),
                            List.of(RemoveSMSProviderRequest.newBuilder().setId(TOO_LONG).build()),
                            SMS_PROVIDER_TO_REMOVE_NOT_FOUND),
                    operation(
                            "OrderSmsProviders",
                            "One for Swiss numbers, and one for all others, which also stands in for it",
                            OrderSmsProvidersRequest.newBuilder()
                                    .addProviders(
                                            RoutedSmsProvider.newBuilder()
                                                    .setId(ID)
                                                    .addRoutes("+41"))
                                    .addProviders(
                                            RoutedSmsProvider.newBuilder()
                                                    .setId("300000000000000005")),
                            OrderSmsProvidersResponse.newBuilder().setDetails(CHANGED),
                            List.of(
                                    OrderSmsProvidersRequest.newBuilder()
                                            .addProviders(RoutedSmsProvider.getDefaultInstance())
                                            .build()),
                            SMS_PROVIDER_NOT_FOUND),
                    operation(
                            "TestSmsProvider",
                            "The provider refuses our token",
                            TestSmsProviderRequest.newBuilder().setId(ID).setPhone("+41791234567"),
                            TestSmsProviderResponse.newBuilder()
                                    .setOutcome(SmsOutcome.SMS_OUTCOME_MISCONFIGURED)
                                    .setReason("HTTP 401"),
                            List.of(TestSmsProviderRequest.newBuilder().setId(ID).build()),
                            SMS_PROVIDER_NOT_FOUND,
                            PHONE_INVALID));

    private ProviderOperations() {}

    private static Operation operation(
            String rpc,
            String summary,
            Message.Builder request,
            Message.Builder answer,
            List<Message> broken,
            Reason... reasons) {
        return new Operation(
                rpc,
                List.of(new Example("usual", summary, request.build(), answer.build())),
                broken,
                Stream.concat(Stream.of(CALL_NOT_PERMITTED), Stream.of(reasons))
                        .collect(Collectors.toUnmodifiableSet()));
    }
}
