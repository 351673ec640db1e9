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
import java.util.stream.Stream;
import org.userphone.api.contract.Admin;
import org.userphone.api.contract.CallerProto;
import org.userphone.api.contract.ImportProto;
import org.userphone.api.contract.KeysProto;
import org.userphone.api.contract.LimitsProto;
import org.userphone.api.contract.SmsProto;
import org.userphone.api.contract.SystemProto;
import org.userphone.api.contract.UserServiceOuterClass;
import org.userphone.api.contract.management.ManagementProto;
import org.userphone.domain.ApplicationSingleton;

/**
 * The table of every method of the contract and the call that does its work. JSON, gRPC, gRPC-Web
 * and Connect serve the methods in it. No two methods take the same type of message, so the type of
 * a message identifies the method.
 */
@ApplicationSingleton
public class Rpcs {

    /** The services of the contract. */
    public static final List<ServiceDescriptor> SERVICES =
            List.of(
                    UserServiceOuterClass.getDescriptor().findServiceByName("UserService"),
                    Admin.getDescriptor().findServiceByName("AdminService"),
                    ManagementProto.getDescriptor().findServiceByName("ManagementService"),
                    SmsProto.getDescriptor().findServiceByName("SmsService"),
                    KeysProto.getDescriptor().findServiceByName("KeyService"),
                    LimitsProto.getDescriptor().findServiceByName("LimitService"),
                    SystemProto.getDescriptor().findServiceByName("SystemService"),
                    CallerProto.getDescriptor().findServiceByName("CallerService"),
                    ImportProto.getDescriptor().findServiceByName("ImportService"));

    private final Map<Descriptor, Rpc> byRequest = new HashMap<>();

    @Inject
    public Rpcs(
            UserCalls users,
            AdminCalls admin,
            TextCalls texts,
            ProviderCalls providers,
            SmsCalls sms,
            StatisticsCalls statistics,
            KeyCalls keys,
            LimitCalls limits,
            SystemCalls system,
            CallerCalls caller,
            ImportCalls imports) {
        serve(UserCalls.class, users);
        serve(AdminCalls.class, admin);
        serve(TextCalls.class, texts);
        serve(ProviderCalls.class, providers);
        serve(SmsCalls.class, sms);
        serve(StatisticsCalls.class, statistics);
        serve(KeyCalls.class, keys);
        serve(LimitCalls.class, limits);
        serve(SystemCalls.class, system);
        serve(CallerCalls.class, caller);
        serve(ImportCalls.class, imports);
    }

    /**
     * Enters every call of a bean into the table.
     *
     * @param type the class that declares the calls; the bean may be of a class made by the server
     */
    private <T> void serve(Class<T> type, T bean) {
        for (var call : type.getMethods()) {
            var parameters = call.getParameterTypes();
            if (parameters.length == 2 && parameters[0] == CallContext.class) {
                var empty = Internal.getDefaultInstance(parameters[1].asSubclass(Message.class));
                var request = empty.getDescriptorForType();
                byRequest.put(request, Rpc.of(methodThatTakes(request), empty, bean, call));
            }
        }
    }

    private static MethodDescriptor methodThatTakes(Descriptor request) {
        return methods()
                .filter(method -> method.getInputType() == request)
                .findFirst()
                .orElseThrow();
    }

    /** All methods that the contract offers. */
    public static Stream<MethodDescriptor> methods() {
        return SERVICES.stream().flatMap(service -> service.getMethods().stream());
    }

    /** Every method of a service. */
    public Stream<Rpc> of(ServiceDescriptor service) {
        return service.getMethods().stream().map(this::of);
    }

    /**
     * @throws IllegalStateException if there is no call for a method of the contract
     */
    public Rpc of(MethodDescriptor method) {
        var rpc = byRequest.get(method.getInputType());
        if (rpc == null) {
            throw new IllegalStateException("no call for " + method.getFullName());
        }
        return rpc;
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
                .map(this::of)
                .findFirst();
    }
}
