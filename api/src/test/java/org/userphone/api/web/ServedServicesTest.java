package org.userphone.api.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.ServiceDescriptor;
import jakarta.servlet.annotation.WebFilter;
import jakarta.ws.rs.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.userphone.api.call.Rpcs;
import org.userphone.api.http.AnyMediaType;

/** Annotations cannot be made from {@link Rpcs#SERVICES}, and so name the services once more. */
class ServedServicesTest {

    private static final List<String> NAMES =
            Rpcs.SERVICES.stream().map(ServiceDescriptor::getFullName).toList();

    @Test
    void everyServiceIsServedOverGrpcWebAndConnect() {
        var names =
                RpcResource.class
                        .getAnnotation(Path.class)
                        .value()
                        .replaceFirst("^/\\{service: (.*)}/\\{method}$", "$1");

        assertThat(NAMES).isNotEmpty().allMatch(name -> name.matches(names));
    }

    @Test
    void theMediaTypeOfEveryServiceIsLetThrough() {
        var patterns = AnyMediaType.class.getAnnotation(WebFilter.class).urlPatterns();

        assertThat(patterns).containsAll(NAMES.stream().map(name -> "/" + name + "/*").toList());
    }
}
