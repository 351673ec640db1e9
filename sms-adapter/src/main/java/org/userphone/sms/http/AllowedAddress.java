package org.userphone.sms.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.function.Predicate;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Resolves a host, whether it is a name or an address, to the first of its addresses that may be
 * connected to.
 *
 * @param names resolves it to all its addresses
 */
record AllowedAddress(DnsResolver names, Predicate<InetAddress> allowed) implements DnsResolver {

    /**
     * {@inheritDoc}
     *
     * @throws ForbiddenAddress if none of the host's addresses may be connected to
     */
    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        for (var address : names.resolve(host)) {
            if (allowed.test(address)) {
                return new InetAddress[] {address};
            }
        }
        throw new ForbiddenAddress();
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }
}
