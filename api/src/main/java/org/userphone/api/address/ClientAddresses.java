package org.userphone.api.address;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptor;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
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
 * Finds the client address of a request. It is the address of the peer, unless the peer is a
 * trusted proxy: then the headers {@code Forwarded} (RFC 7239) and {@code X-Forwarded-For} are read
 * from their end backwards, and the first address that is no trusted proxy is the client's. If a
 * header is malformed, or the two headers name different addresses, the client address is that of
 * the peer.
 */
@ApplicationSingleton
public class ClientAddresses {

    private final List<Network> proxies;

    /**
     * @throws StartRefused if an entry of {@code userphone.proxies} is no network
     */
    @Inject
    public ClientAddresses(Settings settings) {
        this(settings.find("userphone.proxies", ClientAddresses::networks).orElse(List.of()));
    }

    ClientAddresses(List<Network> proxies) {
        this.proxies = proxies;
    }

    /** Has this bean made when the application starts, so that a wrong setting stops the start. */
    void start(
            @Observes
                    @Priority(Interceptor.Priority.LIBRARY_AFTER)
                    @Initialized(ApplicationScoped.class)
                    Object application) {}

    static List<Network> networks(String text) {
        return Stream.of(text.split(",", -1)).map(String::strip).map(Network::parse).toList();
    }

    /**
     * The client address of a request; {@link ClientAddress#UNKNOWN} if the peer has none.
     *
     * @param peer the address at the other end of the connection; a link-local one may have a zone
     * @param headers gives the values of a header by its name in small letters
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

    /** The peer at the other end of a connection; {@link Peer#UNKNOWN} without an IP address. */
    public Peer peer(SocketAddress remote) {
        if (remote instanceof InetSocketAddress internet && !internet.isUnresolved()) {
            var address = internet.getAddress();
            return new Peer(ClientAddress.of(address), isTrustedProxy(address));
        }
        return Peer.UNKNOWN;
    }

    private boolean isTrustedProxy(InetAddress address) {
        return proxies.stream().anyMatch(network -> network.contains(address));
    }
}
