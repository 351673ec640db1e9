package org.userphone.api.bulk;

import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import org.userphone.api.address.ClientAddresses;
import org.userphone.api.admission.AddressQuota;
import org.userphone.api.admission.Admission;
import org.userphone.domain.ApplicationSingleton;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;

/**
 * The files that are on their way now. Each holds a thread for as long as its client takes, unlike
 * calls, so there are few of them.
 */
@ApplicationSingleton
public class UserStreams {

    /** The most files at once. */
    static final int MAX_STREAMS = 4;

    /** The most files of one client address at once. */
    static final int MAX_STREAMS_PER_ADDRESS = 2;

    private final AddressQuota quota = new AddressQuota(MAX_STREAMS, MAX_STREAMS_PER_ADDRESS);
    private final ClientAddresses addresses;

    @Inject
    public UserStreams(ClientAddresses addresses) {
        this.addresses = addresses;
    }

    /**
     * Takes room for a file, until the lease is released.
     *
     * @throws Rejection with {@link Reason#TOO_MANY_CALLS} if there is none
     */
    AddressQuota.Lease take(HttpServletRequest request) {
        var client =
                addresses.client(
                        request.getRemoteAddr(),
                        name -> Collections.list(request.getHeaders(name)));
        return quota.take(client).orElseThrow(Admission::refusal);
    }
}
