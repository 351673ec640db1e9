package org.userphone.api.address;

import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.userphone.domain.ApplicationSingleton;
import org.userphone.domain.ApplicationStart;
import org.userphone.domain.StartRefused;
import org.userphone.domain.access.ClientAddress;
import org.userphone.domain.access.Origin;
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
    private final boolean areLogged;
    private final boolean callersForward;

    /**
     * @throws StartRefused if an entry of {@code userphone.proxies} is no network
     */
    @Inject
    public ClientAddresses(Settings settings) {
        this(
                settings.find("userphone.proxies", ClientAddresses::networks).orElse(List.of()),
                settings.find("userphone.log.addresses", Boolean::parseBoolean).orElse(true),
                settings.find("userphone.callers.forward", Boolean::valueOf).orElse(false));
    }

    /**
     * @param areLogged whether the log may name addresses
     * @param callersForward whether callers with {@code user.write} may name the addresses of the
     *     people they call for, as trusted proxies do
     */
    ClientAddresses(List<Network> proxies, boolean areLogged, boolean callersForward) {
        this.proxies = proxies;
        this.areLogged = areLogged;
        this.callersForward = callersForward;
    }

    /** Has this bean made when the application starts, so that a wrong setting stops the start. */
    void start(@Observes @Priority(ApplicationStart.SETTINGS) ApplicationStart start) {}

    /**
     * The address that limits count a client by, of an IP address in writing; empty if it is none.
     */
    public static Optional<ClientAddress> read(String text) {
        return IpLiterals.read(text).map(ClientAddress::of);
    }

    static List<Network> networks(String text) {
        return Stream.of(text.split(",", -1)).map(String::strip).map(Network::parse).toList();
    }

    /**
     * Whom a request comes from: the peer at the other end of its connection, or the client that
     * this names if it is a trusted proxy. A proxy that names none is taken for the peer itself.
     *
     * @param peer the address of the peer, {@link Peer#UNKNOWN} if it is none; a link-local one may
     *     have a zone
     * @param headers gives the values of a header by its name in small letters
     */
    public Peer client(String peer, Function<String, List<String>> headers) {
        return IpLiterals.read(peer.split("%", 2)[0])
                .map(address -> known(client(address, headers)))
                .orElse(Peer.UNKNOWN);
    }

    private Peer known(InetAddress address) {
        return new Peer(ClientAddress.of(address), isTrustedProxy(address));
    }

    /**
     * Where a request comes from. If callers may forward addresses, the end user is whom the client
     * itself names, and otherwise the client that a trusted proxy names; whether the caller is to
     * be believed is decided by its permissions.
     *
     * @param peer as in {@link #of}
     * @param headers as in {@link #of}
     */
    public Origin origin(String peer, Function<String, List<String>> headers) {
        return IpLiterals.read(peer.split("%", 2)[0])
                .map(address -> origin(address, headers))
                .orElse(Origin.of(ClientAddress.UNKNOWN));
    }

    private Origin origin(InetAddress peer, Function<String, List<String>> headers) {
        var client = client(peer, headers);
        Predicate<InetAddress> forwards =
                address -> isTrustedProxy(address) || callersForward && address.equals(client);
        var endUser = client(peer, headers, forwards);
        return new Origin(
                ClientAddress.of(client),
                Optional.of(endUser)
                        .filter(address -> !address.equals(peer) && !forwards.test(address))
                        .map(ClientAddress::of),
                Optional.empty(),
                Optional.empty());
    }

    private InetAddress client(InetAddress peer, Function<String, List<String>> headers) {
        return client(peer, headers, this::isTrustedProxy);
    }

    private static InetAddress client(
            InetAddress peer,
            Function<String, List<String>> headers,
            Predicate<InetAddress> isTrustedProxy) {
        if (!isTrustedProxy.test(peer)) {
            return peer;
        }
        Set<InetAddress> clients = new HashSet<>();
        var forwarded = headers.apply("forwarded");
        if (!forwarded.isEmpty()) {
            var chain = ForwardedChain.ofForwarded(forwarded);
            clients.add(chain.client(isTrustedProxy).orElse(peer));
        }
        var xForwardedFor = headers.apply("x-forwarded-for");
        if (!xForwardedFor.isEmpty()) {
            var chain = ForwardedChain.ofXForwardedFor(xForwardedFor);
            clients.add(chain.client(isTrustedProxy).orElse(peer));
        }
        return clients.size() == 1 ? clients.iterator().next() : peer;
    }

    /** The peer at the other end of a connection; {@link Peer#UNKNOWN} without an IP address. */
    public Peer peer(SocketAddress remote) {
        return client(remote, name -> List.of());
    }

    /** The client address as the log shows it; empty if a setting forbids that. */
    public String logged(Peer client) {
        return areLogged ? client.address().text() : "";
    }

    /** As above, with the peer as grpc-java knows it. */
    public Peer client(SocketAddress remote, Function<String, List<String>> headers) {
        if (remote instanceof InetSocketAddress internet && !internet.isUnresolved()) {
            return known(client(internet.getAddress(), headers));
        }
        return Peer.UNKNOWN;
    }

    private boolean isTrustedProxy(InetAddress address) {
        return proxies.stream().anyMatch(network -> network.contains(address));
    }
}
