package org.userphone.sms.http;

import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.impl.DefaultSchemePortResolver;
import org.apache.hc.client5.http.impl.io.BasicHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.DefaultHttpClientConnectionOperator;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.io.ConnectionEndpoint;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.URIScheme;
import org.apache.hc.core5.http.config.RegistryBuilder;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.util.TimeValue;
import org.userphone.sms.Tls;

/** The connection of one request, over a socket that its caller can close at any time. */
final class OneConnection extends BasicHttpClientConnectionManager {

    private static final ManagedHttpClientConnectionFactory CONNECTIONS =
            ManagedHttpClientConnectionFactory.builder()
                    .http1Config(LimitedParser.CONFIG)
                    .responseParserFactory(config -> new LimitedParser())
                    .build();

    /**
     * @param resolver resolves the host to one address, because a socket connects only once
     */
    OneConnection(Socket socket, DnsResolver resolver) {
        super(
                new DefaultHttpClientConnectionOperator(
                        proxy -> socket,
                        DefaultSchemePortResolver.INSTANCE,
                        resolver,
                        RegistryBuilder.<TlsSocketStrategy>create()
                                .register(URIScheme.HTTPS.id, Tls.strategy())
                                .build()),
                CONNECTIONS);
    }

    /**
     * {@inheritDoc} Until this returns, nothing of the request was sent.
     *
     * @throws ForbiddenAddress if no address of the host may be connected to
     * @throws ConnectException if no connection came about for another reason, such as TLS
     */
    @Override
    public void connect(ConnectionEndpoint endpoint, TimeValue timeout, HttpContext context)
            throws IOException {
        try {
            super.connect(endpoint, timeout, context);
        } catch (ForbiddenAddress e) {
            throw e;
        } catch (IOException e) {
            var failure = new ConnectException("no connection");
            failure.initCause(e);
            throw failure;
        }
    }
}
