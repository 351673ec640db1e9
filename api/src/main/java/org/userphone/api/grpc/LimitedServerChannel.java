package org.userphone.api.grpc;

import io.grpc.netty.shaded.io.netty.channel.socket.SocketChannel;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioServerSocketChannel;
import java.util.List;
import org.userphone.api.address.ClientAddresses;
import org.userphone.api.admission.AddressQuota;

/**
 * A listening socket that closes connections beyond a quota at once: before TLS, before anything is
 * read, and so at the least cost.
 */
final class LimitedServerChannel extends NioServerSocketChannel {

    private final AddressQuota connections;
    private final ClientAddresses addresses;

    LimitedServerChannel(AddressQuota connections, ClientAddresses addresses) {
        this.connections = connections;
        this.addresses = addresses;
    }

    @Override
    protected int doReadMessages(List<Object> accepted) throws Exception {
        int before = accepted.size();
        int read = super.doReadMessages(accepted);
        for (int i = accepted.size() - 1; i >= before; i--) {
            var connection = (SocketChannel) accepted.get(i);
            var place = connections.take(addresses.peer(connection.remoteAddress()));
            if (place.isPresent()) {
                connection.closeFuture().addListener(closed -> place.get().release());
            } else {
                accepted.remove(i);
                connection.unsafe().closeForcibly();
            }
        }
        return read;
    }
}
