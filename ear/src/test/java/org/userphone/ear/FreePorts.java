package org.userphone.ear;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/** Ports of the loopback address that nobody listens on; somebody else may take them later. */
final class FreePorts {

    private FreePorts() {}

    /** So many different ones. */
    static List<Integer> find(int count) {
        var sockets = new ArrayList<ServerSocket>();
        try {
            try {
                for (int i = 0; i < count; i++) {
                    sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
                }
                return sockets.stream().map(ServerSocket::getLocalPort).toList();
            } finally {
                for (var socket : sockets) {
                    socket.close();
                }
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
