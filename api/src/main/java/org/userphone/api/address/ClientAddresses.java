package org.userphone.api.address;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptor;
import java.net.InetAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.userphone.domain.ApplicationSingleton;
import org.userphone.domain.StartRefused;
import org.userphone.domain.access.ClientAddress;
import org.userphone.domain.settings.Settings;

/**
 * Tells where a request comes from. A proxy that is trusted may say for whom it speaks; what it
 * says is believed from its end backwards, as far as it names further trusted proxies. If it cannot
 * be understood, or two headers say different things, the request comes from the proxy itself.
 */
@ApplicationSingleton
public class ClientAddresses {

    private final List<Network> proxies;

    /**
     * @throws StartRefused if a trusted network is none
     */
    @Inject
    public ClientAddresses(Settings settings) {
        this(settings.find("userphone.proxies", ClientAddresses::networks).orElse(List.of()));
    }

    ClientAddresses(List<Network> proxies) {
        this.proxies = proxies;
    }

    /** Makes this bean, and so reads its setting, when the application starts. */
    void start(
            @Observes
                    @Priority(Interceptor.Priority.LIBRARY_AFTER)
                    @Initialized(ApplicationScoped.class)
                    Object application) {}

    static List<Network> networks(String text) {
        return Stream.of(text.split(",", -1)).map(String::strip).map(Network::parse).toList();
    }

    /**
     * @param peer who is connected, as written; a link's own address may have a zone
     * @param headers the values of a header by its name in small letters, as often as it came
     */
    public ClientAddress of(String peer, Function<String, List<String>> headers) {
        return IpLiterals.read(peer.split("%", 2)[0])
                .map(address -> client(address, headers))
                .map(ClientAddress::of)
                .orElse(ClientAddress.UNKNOWN);
    }

    private InetAddress client(InetAddress peer, Function<String, List<String>> headers) {
        if (!isTrustedProxy(peer)) {
            return peer;
        }
        Set<InetAddress> clients = new HashSet<>();
        var forwarded = headers.apply("forwarded");
        if (!forwarded.isEmpty()) {
            var chain = ForwardedChain.ofForwarded(forwarded);
            clients.add(chain.client(this::isTrustedProxy).orElse(peer));
        }
        var xForwardedFor = headers.apply("x-forwarded-for");
        if (!xForwardedFor.isEmpty()) {
            var chain = ForwardedChain.ofXForwardedFor(xForwardedFor);
            clients.add(chain.client(this::isTrustedProxy).orElse(peer));
        }
        return clients.size() == 1 ? clients.iterator().next() : peer;
    }

    private boolean isTrustedProxy(InetAddress address) {
        return proxies.stream().anyMatch(network -> network.holds(address));
    }
}
