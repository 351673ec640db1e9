package org.userphone.api.call;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import com.google.protobuf.Internal;
import com.google.protobuf.Message;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.userphone.api.contract.ActivateSMSProviderRequest;
import org.userphone.api.contract.AddHumanUserRequest;
import org.userphone.api.contract.AddSMSProviderHTTPRequest;
import org.userphone.api.contract.AddSMSProviderTwilioRequest;
import org.userphone.api.contract.Admin;
import org.userphone.api.contract.CreateUserRequest;
import org.userphone.api.contract.DeactivateSMSProviderRequest;
import org.userphone.api.contract.DeactivateUserRequest;
import org.userphone.api.contract.DeleteUserRequest;
import org.userphone.api.contract.GetCustomVerifyPhoneMessageTextRequest;
import org.userphone.api.contract.GetSMSProviderRequest;
import org.userphone.api.contract.GetUserByIDRequest;
import org.userphone.api.contract.ListEventsRequest;
import org.userphone.api.contract.ListPhoneMessagesRequest;
import org.userphone.api.contract.ListSMSProvidersRequest;
import org.userphone.api.contract.ListSmsUsageRequest;
import org.userphone.api.contract.ListUsersRequest;
import org.userphone.api.contract.LockUserRequest;
import org.userphone.api.contract.OrderSmsProvidersRequest;
import org.userphone.api.contract.ReactivateUserRequest;
import org.userphone.api.contract.RemovePhoneRequest;
import org.userphone.api.contract.RemoveSMSProviderRequest;
import org.userphone.api.contract.ResendPhoneCodeRequest;
import org.userphone.api.contract.ResetCustomVerifyPhoneMessageTextToDefaultRequest;
import org.userphone.api.contract.SetDefaultVerifyPhoneMessageTextRequest;
import org.userphone.api.contract.SetPhoneRequest;
import org.userphone.api.contract.SmsProto;
import org.userphone.api.contract.TestSmsProviderRequest;
import org.userphone.api.contract.UnlockUserRequest;
import org.userphone.api.contract.UpdateHumanUserRequest;
import org.userphone.api.contract.UpdateSMSProviderHTTPRequest;
import org.userphone.api.contract.UpdateSMSProviderTwilioRequest;
import org.userphone.api.contract.UpdateSMSProviderTwilioTokenRequest;
import org.userphone.api.contract.UpdateUserRequest;
import org.userphone.api.contract.UserServiceOuterClass;
import org.userphone.api.contract.VerifyEmailRequest;
import org.userphone.api.contract.VerifyPhoneRequest;
import org.userphone.api.contract.management.ManagementProto;
import org.userphone.api.contract.management.SetCustomVerifyPhoneMessageTextRequest;
import org.userphone.domain.ApplicationSingleton;

/**
 * The table of every method of the contract and the call that does its work. gRPC, gRPC-Web and
 * Connect serve the methods in it. No two methods take the same type of message, so the type of a
 * message identifies the method.
 */
@ApplicationSingleton
public class Rpcs {

    /** The services of the contract. */
    public static final List<ServiceDescriptor> SERVICES =
            List.of(
                    UserServiceOuterClass.getDescriptor().findServiceByName("UserService"),
                    Admin.getDescriptor().findServiceByName("AdminService"),
                    ManagementProto.getDescriptor().findServiceByName("ManagementService"),
                    SmsProto.getDescriptor().findServiceByName("SmsService"));

    private final Map<Descriptor, Rpc> byRequest = new HashMap<>();

    @Inject
    public Rpcs(
            UserCalls users,
            AdminCalls admin,
            TextCalls texts,
            ProviderCalls providers,
            SmsCalls sms) {
        serve(CreateUserRequest.class, users::createUser);
        serve(AddHumanUserRequest.class, users::addHumanUser);
        serve(UpdateUserRequest.class, users::updateUser);
        serve(UpdateHumanUserRequest.class, users::updateHumanUser);
        serve(GetUserByIDRequest.class, users::getUserByID);
        serve(ListUsersRequest.class, users::listUsers);
        serve(DeleteUserRequest.class, users::deleteUser);
        serve(LockUserRequest.class, users::lockUser);
        serve(UnlockUserRequest.class, users::unlockUser);
        serve(DeactivateUserRequest.class, users::deactivateUser);
        serve(ReactivateUserRequest.class, users::reactivateUser);
        serve(VerifyEmailRequest.class, users::verifyEmail);
        serve(SetPhoneRequest.class, users::setPhone);
        serve(RemovePhoneRequest.class, users::removePhone);
        serve(ResendPhoneCodeRequest.class, users::resendPhoneCode);
        serve(VerifyPhoneRequest.class, users::verifyPhone);
        serve(ListEventsRequest.class, admin::listEvents);
        serve(GetCustomVerifyPhoneMessageTextRequest.class, texts::getCustomVerifyPhoneMessageText);
        serve(
                SetDefaultVerifyPhoneMessageTextRequest.class,
                texts::setDefaultVerifyPhoneMessageText);
        serve(
                ResetCustomVerifyPhoneMessageTextToDefaultRequest.class,
                texts::resetCustomVerifyPhoneMessageTextToDefault);
        serve(
                org.userphone.api.contract.management.GetCustomVerifyPhoneMessageTextRequest.class,
                texts::getCustomVerifyPhoneMessageText);
        serve(SetCustomVerifyPhoneMessageTextRequest.class, texts::setCustomVerifyPhoneMessageText);
        serve(
                org.userphone.api.contract.management
                        .ResetCustomVerifyPhoneMessageTextToDefaultRequest.class,
                texts::resetCustomVerifyPhoneMessageTextToDefault);
        serve(ListPhoneMessagesRequest.class, sms::listPhoneMessages);
        serve(ListSmsUsageRequest.class, sms::listSmsUsage);
        serve(ListSMSProvidersRequest.class, providers::listSMSProviders);
        serve(GetSMSProviderRequest.class, providers::getSMSProvider);
        serve(AddSMSProviderTwilioRequest.class, providers::addSMSProviderTwilio);
        serve(UpdateSMSProviderTwilioRequest.class, providers::updateSMSProviderTwilio);
        serve(UpdateSMSProviderTwilioTokenRequest.class, providers::updateSMSProviderTwilioToken);
        serve(AddSMSProviderHTTPRequest.class, providers::addSMSProviderHTTP);
        serve(UpdateSMSProviderHTTPRequest.class, providers::updateSMSProviderHTTP);
        serve(ActivateSMSProviderRequest.class, providers::activateSMSProvider);
        serve(DeactivateSMSProviderRequest.class, providers::deactivateSMSProvider);
        serve(RemoveSMSProviderRequest.class, providers::removeSMSProvider);
        serve(OrderSmsProvidersRequest.class, providers::orderSmsProviders);
        serve(TestSmsProviderRequest.class, providers::testSmsProvider);
    }

    private <I extends Message> void serve(
            Class<I> request, BiFunction<CallContext, I, ? extends Message> call) {
        var type = Internal.getDefaultInstance(request).getDescriptorForType();
        var method =
                SERVICES.stream()
                        .flatMap(service -> service.getMethods().stream())
                        .filter(candidate -> candidate.getInputType() == type)
                        .findFirst()
                        .orElseThrow();
        byRequest.put(type, Rpc.of(method, request, call));
    }

    /** Every method of a service. */
    public Stream<Rpc> of(ServiceDescriptor service) {
        return service.getMethods().stream().map(method -> byRequest.get(method.getInputType()));
    }

    /**
     * A name of a method that is unique in the contract: its own name, or with the name of its
     * service in front if an earlier service has a method of the same name, such as {@code
     * ManagementService_GetCustomVerifyPhoneMessageText}.
     */
    public static String name(MethodDescriptor method) {
        var service = method.getService();
        boolean taken =
                SERVICES.stream()
                        .takeWhile(earlier -> !earlier.equals(service))
                        .anyMatch(earlier -> earlier.findMethodByName(method.getName()) != null);
        return taken ? service.getName() + "_" + method.getName() : method.getName();
    }

    /**
     * A method by its name; empty if the contract has none of that name.
     *
     * @param service the full name, such as {@code zitadel.user.v2.UserService}
     * @param method the name in the contract, such as {@code SetPhone}
     */
    public Optional<Rpc> find(String service, String method) {
        return SERVICES.stream()
                .filter(candidate -> candidate.getFullName().equals(service))
                .flatMap(candidate -> Stream.ofNullable(candidate.findMethodByName(method)))
                .map(found -> byRequest.get(found.getInputType()))
                .findFirst();
    }
}
