package org.userphone.sms;

import java.security.NoSuchAlgorithmException;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.HostnameVerificationPolicy;
import org.apache.hc.client5.http.ssl.NoopHostnameVerifier;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;

/** TLS over connections that stand already. */
public final class Tls {

    private Tls() {}

    /**
     * What turns a connection into one with TLS. The server must show a certificate that this Java
     * trusts for the name of the host (RFC 9110, section 4.3.4); Java itself verifies the name
     * during the handshake, and so nothing verifies it a second time afterwards.
     */
    public static TlsSocketStrategy strategy() {
        try {
            return new DefaultClientTlsStrategy(
                    SSLContext.getDefault(),
                    HostnameVerificationPolicy.BUILTIN,
                    NoopHostnameVerifier.INSTANCE);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has TLS", e);
        }
    }
}
