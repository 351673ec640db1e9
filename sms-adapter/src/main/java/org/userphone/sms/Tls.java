package org.userphone.sms;

import java.io.IOException;
import java.net.Socket;
import java.security.NoSuchAlgorithmException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** TLS over a connection that stands already, with the certificates that this Java trusts. */
final class Tls {

    private Tls() {}

    /**
     * Shakes hands with a server that proves to be that host (RFC 9110, section 4.3.4).
     *
     * @throws javax.net.ssl.SSLHandshakeException if it does not
     */
    static Socket over(Socket socket, String host, int port) throws IOException {
        var secure = (SSLSocket) trusting().createSocket(socket, host, port, true);
        var parameters = secure.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secure.setSSLParameters(parameters);
        secure.startHandshake();
        return secure;
    }

    private static SSLSocketFactory trusting() {
        try {
            return SSLContext.getDefault().getSocketFactory();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has TLS", e);
        }
    }
}
