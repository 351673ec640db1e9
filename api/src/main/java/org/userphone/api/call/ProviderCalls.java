package org.userphone.api.call;

import com.google.protobuf.Duration;
import com.google.protobuf.Message;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
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
import org.userphone.api.contract.ListSmsProviderStatusRequest;
import org.userphone.api.contract.ListSmsProviderStatusResponse;
import org.userphone.api.contract.OrderSmsProvidersRequest;
import org.userphone.api.contract.OrderSmsProvidersResponse;
import org.userphone.api.contract.RemoveSMSProviderRequest;
import org.userphone.api.contract.RemoveSMSProviderResponse;
import org.userphone.api.contract.RoutedSmsProvider;
import org.userphone.api.contract.TestSmsProviderRequest;
import org.userphone.api.contract.TestSmsProviderResponse;
import org.userphone.api.contract.UpdateSMSProviderHTTPRequest;
import org.userphone.api.contract.UpdateSMSProviderHTTPResponse;
import org.userphone.api.contract.UpdateSMSProviderTwilioRequest;
import org.userphone.api.contract.UpdateSMSProviderTwilioResponse;
import org.userphone.api.contract.UpdateSMSProviderTwilioTokenRequest;
import org.userphone.api.contract.UpdateSMSProviderTwilioTokenResponse;
import org.userphone.api.contract.v1.ListDetails;
import org.userphone.api.contract.v1.ListQuery;
import org.userphone.domain.ApplicationSingleton;
import org.userphone.domain.access.Permission;
import org.userphone.domain.provider.AddSmsProvider;
import org.userphone.domain.provider.ChangeTwilioToken;
import org.userphone.domain.provider.ListProviderStatus;
import org.userphone.domain.provider.OrderSmsProviders;
import org.userphone.domain.provider.ProviderConfig.Twilio;
import org.userphone.domain.provider.ReadSmsProviders;
import org.userphone.domain.provider.RemoveSmsProvider;
import org.userphone.domain.provider.RoutedProvider;
import org.userphone.domain.provider.Routes;
import org.userphone.domain.provider.SmsProvider;
import org.userphone.domain.provider.SwitchSmsProvider;
import org.userphone.domain.provider.TestSmsProvider;
import org.userphone.domain.provider.UpdateSmsProvider;

/**
 * The calls about SMS providers (protocol sections 7.1 and 7.6). Each checks the caller's
 * permission before the rules of its request.
 */
@ApplicationSingleton
public class ProviderCalls {

    private static final int MAX_LIMIT = 1000;

    private final ReadSmsProviders read;
    private final AddSmsProvider add;
    private final UpdateSmsProvider update;
    private final ChangeTwilioToken changeToken;
    private final SwitchSmsProvider turn;
    private final OrderSmsProviders order;
    private final RemoveSmsProvider remove;
    private final TestSmsProvider test;
    private final ListProviderStatus listStatus;
    private final Clock clock;

    @Inject
    public ProviderCalls(
            ReadSmsProviders read,
            AddSmsProvider add,
            UpdateSmsProvider update,
            ChangeTwilioToken changeToken,
            SwitchSmsProvider turn,
            OrderSmsProviders order,
            RemoveSmsProvider remove,
            TestSmsProvider test,
            ListProviderStatus listStatus,
            Clock clock) {
        this.read = read;
        this.add = add;
        this.update = update;
        this.changeToken = changeToken;
        this.turn = turn;
        this.order = order;
        this.remove = remove;
        this.test = test;
        this.listStatus = listStatus;
        this.clock = clock;
    }

    public ListSMSProvidersResponse listSMSProviders(
            CallContext context, ListSMSProvidersRequest request) {
        check(context, Permission.IAM_READ, request);
        var all = read.list(context.caller());
        var response =
                ListSMSProvidersResponse.newBuilder()
                        .setDetails(
                                ListDetails.newBuilder()
                                        .setTotalResult(all.providers().size())
                                        .setProcessedSequence(all.sequence())
                                        .setViewTimestamp(Messages.timestamp(clock.instant())));
        page(all.providers(), request.getQuery()).stream()
                .map(Providers::provider)
                .forEach(response::addResult);
        return response.build();
    }

    /** A negative offset is an unsigned number of 2^31 or more, which no list reaches. */
    private static List<SmsProvider> page(List<SmsProvider> all, ListQuery query) {
        int limit = query.getLimit();
        return all.stream()
                .skip(query.getOffset() < 0 ? Long.MAX_VALUE : query.getOffset())
                .limit(limit > 0 && limit <= MAX_LIMIT ? limit : MAX_LIMIT)
                .toList();
    }

    public GetSMSProviderResponse getSMSProvider(
            CallContext context, GetSMSProviderRequest request) {
        check(context, Permission.IAM_READ, request);
        return GetSMSProviderResponse.newBuilder()
                .setConfig(Providers.provider(read.get(context.caller(), request.getId())))
                .build();
    }

    public AddSMSProviderTwilioResponse addSMSProviderTwilio(
            CallContext context, AddSMSProviderTwilioRequest request) {
        check(context, Permission.IAM_WRITE, request);
        var added =
                add.addTwilio(
                        context.caller(),
                        request.getDescription(),
                        new Twilio(
                                request.getSid(),
                                request.getSenderNumber(),
                                request.getToken(),
                                service(request.getVerifyServiceSid())));
        return AddSMSProviderTwilioResponse.newBuilder()
                .setDetails(Providers.changed(added))
                .setId(added.id())
                .build();
    }

    private static Optional<String> service(String sid) {
        return Optional.of(sid).filter(any -> !any.isEmpty());
    }

    public UpdateSMSProviderTwilioResponse updateSMSProviderTwilio(
            CallContext context, UpdateSMSProviderTwilioRequest request) {
        check(context, Permission.IAM_WRITE, request);
        var updated =
                update.updateTwilio(
                        context.caller(),
                        request.getId(),
                        request.getDescription(),
                        new Twilio(
                                request.getSid(),
                                request.getSenderNumber(),
                                "",
                                service(request.getVerifyServiceSid())));
        return UpdateSMSProviderTwilioResponse.newBuilder()
                .setDetails(Providers.changed(updated))
                .build();
    }

    public UpdateSMSProviderTwilioTokenResponse updateSMSProviderTwilioToken(
            CallContext context, UpdateSMSProviderTwilioTokenRequest request) {
        check(context, Permission.IAM_WRITE, request);
        return UpdateSMSProviderTwilioTokenResponse.newBuilder()
                .setDetails(
                        Providers.changed(
                                changeToken.change(
                                        context.caller(), request.getId(), request.getToken())))
                .build();
    }

    public AddSMSProviderHTTPResponse addSMSProviderHTTP(
            CallContext context, AddSMSProviderHTTPRequest request) {
        check(context, Permission.IAM_WRITE, request);
        var added = add.addHttp(context.caller(), request.getDescription(), request.getEndpoint());
        return AddSMSProviderHTTPResponse.newBuilder()
                .setDetails(Providers.changed(added))
                .setId(added.id())
                .setSigningKey(Providers.signingKey(added))
                .build();
    }

    public UpdateSMSProviderHTTPResponse updateSMSProviderHTTP(
            CallContext context, UpdateSMSProviderHTTPRequest request) {
        check(context, Permission.IAM_WRITE, request);
        boolean rotate = request.hasExpirationSigningKey();
        if (rotate && !request.getExpirationSigningKey().equals(Duration.getDefaultInstance())) {
            throw Rules.refused(
                    request, "expiration_signing_key", "NOT_ZERO", "value must equal 0s");
        }
        var updated =
                update.updateHttp(
                        context.caller(),
                        request.getId(),
                        request.getDescription(),
                        request.getEndpoint(),
                        rotate);
        var response =
                UpdateSMSProviderHTTPResponse.newBuilder().setDetails(Providers.changed(updated));
        return rotate
                ? response.setSigningKey(Providers.signingKey(updated)).build()
                : response.build();
    }

    public ActivateSMSProviderResponse activateSMSProvider(
            CallContext context, ActivateSMSProviderRequest request) {
        check(context, Permission.IAM_WRITE, request);
        return ActivateSMSProviderResponse.newBuilder()
                .setDetails(Providers.changed(turn.activate(context.caller(), request.getId())))
                .build();
    }

    public DeactivateSMSProviderResponse deactivateSMSProvider(
            CallContext context, DeactivateSMSProviderRequest request) {
        check(context, Permission.IAM_WRITE, request);
        return DeactivateSMSProviderResponse.newBuilder()
                .setDetails(Providers.changed(turn.deactivate(context.caller(), request.getId())))
                .build();
    }

    public RemoveSMSProviderResponse removeSMSProvider(
            CallContext context, RemoveSMSProviderRequest request) {
        check(context, Permission.IAM_WRITE, request);
        return RemoveSMSProviderResponse.newBuilder()
                .setDetails(Providers.changed(remove.remove(context.caller(), request.getId())))
                .build();
    }

    public OrderSmsProvidersResponse orderSmsProviders(
            CallContext context, OrderSmsProvidersRequest request) {
        check(context, Permission.IAM_WRITE, request);
        var routed = request.getProvidersList().stream().map(ProviderCalls::routed).toList();
        return OrderSmsProvidersResponse.newBuilder()
                .setDetails(Providers.changed(order.order(context.caller(), routed)))
                .build();
    }

    private static RoutedProvider routed(RoutedSmsProvider provider) {
        try {
            return new RoutedProvider(provider.getId(), new Routes(provider.getRoutesList()));
        } catch (IllegalArgumentException e) {
            throw Rules.refused(provider, "routes", "ROUTE", e.getMessage());
        }
    }

    public TestSmsProviderResponse testSmsProvider(
            CallContext context, TestSmsProviderRequest request) {
        check(context, Permission.IAM_WRITE, request);
        return Providers.tested(test.test(context.caller(), request.getId(), request.getPhone()));
    }

    public ListSmsProviderStatusResponse listSmsProviderStatus(
            CallContext context, ListSmsProviderStatusRequest request) {
        check(context, Permission.IAM_READ, request);
        context.memory().take(MAX_LIMIT); // for the messages that wait and are looked at
        var listed = listStatus.list(context.caller());
        return ListSmsProviderStatusResponse.newBuilder()
                .addAllProviders(listed.providers().stream().map(Providers::status).toList())
                .setNode(listed.node().value())
                .setWaiting(listed.waiting())
                .build();
    }

    private static void check(CallContext context, Permission permission, Message request) {
        context.caller().requireEverywhere(permission);
        Rules.check(request);
    }
}
