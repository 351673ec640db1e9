package org.userphone.api.call;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import com.google.protobuf.Internal;
import com.google.protobuf.Message;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.userphone.api.contract.Admin;
import org.userphone.api.contract.SmsProto;
import org.userphone.api.contract.UserServiceOuterClass;
import org.userphone.api.contract.management.ManagementProto;

/**
 * Every method of the contract and the call that does its work: the one table from which JSON,
 * gRPC, gRPC-Web and Connect are served. No two methods take the same message, so the call for a
 * method is the one that takes its message.
 */
@ApplicationScoped
public class Rpcs {

    /** What the contract offers. */
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
        serve(UserCalls.class, users);
        serve(AdminCalls.class, admin);
        serve(TextCalls.class, texts);
        serve(ProviderCalls.class, providers);
        serve(SmsCalls.class, sms);
    }

    /** What the proxy of a normal-scoped bean needs. */
    Rpcs() {}

    /**
     * @param type has the calls; the class of its bean may be a proxy's
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

    /** The methods of a service that are served: all of them. */
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
     * What a method is called among all: by its name, and where an earlier service has one of that
     * name, with the service's in front, {@code ManagementService_GetCustomVerifyPhoneMessageText}.
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
     * @param service the full name, {@code zitadel.user.v2.UserService}
     * @param method the name in the contract, {@code SetPhone}
     */
    public Optional<Rpc> find(String service, String method) {
        return SERVICES.stream()
                .filter(candidate -> candidate.getFullName().equals(service))
                .flatMap(candidate -> Stream.ofNullable(candidate.findMethodByName(method)))
                .map(this::of)
                .findFirst();
    }
}
