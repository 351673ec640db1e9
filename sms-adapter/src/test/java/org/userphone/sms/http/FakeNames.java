package org.userphone.sms.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.apache.hc.client5.http.DnsResolver;

/** Resolves names as a test wants it. */
public record FakeNames(Lookup lookup) implements DnsResolver {

    /** What a host resolves to, whether it is a name or an address. */
    @FunctionalInterface
    public interface Lookup {
        InetAddress[] addresses(String host) throws UnknownHostException;
    }

    /** All names resolve to these addresses. */
    public static FakeNames to(InetAddress... addresses) {
        return new FakeNames(host -> addresses);
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        return lookup.addresses(host);
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        throw new AssertionError("nobody asks for that");
    }
}
