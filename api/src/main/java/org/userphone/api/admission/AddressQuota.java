package org.userphone.api.admission;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.userphone.api.address.Peer;
import org.userphone.domain.access.ClientAddress;

/**
 * Limits how many of something are there at once, in all and for each client address, so that one
 * address leaves room for others. A trusted proxy speaks for many clients, and only the limit of
 * all holds for it.
 */
public final class AddressQuota {

    private final int limit;
    private final int addressLimit;
    private final Map<ClientAddress, Integer> byAddress = new HashMap<>();
    private int held;

    /**
     * @param limit of all
     * @param addressLimit of one client address
     */
    public AddressQuota(int limit, int addressLimit) {
        this.limit = limit;
        this.addressLimit = addressLimit;
    }

    /** Takes one for a peer; empty if there is no room. */
    public synchronized Optional<Lease> take(Peer peer) {
        int ofAddress = byAddress.getOrDefault(peer.address(), 0);
        if (held >= limit || (ofAddress >= addressLimit && !peer.isTrustedProxy())) {
            return Optional.empty();
        }
        held++;
        byAddress.put(peer.address(), ofAddress + 1);
        return Optional.of(new Lease(peer.address()));
    }

    /** How many are there now. */
    public synchronized int held() {
        return held;
    }

    /** How many client addresses have one now. */
    synchronized int addresses() {
        return byAddress.size();
    }

    /** One of them, until it is given back. */
    public final class Lease {

        private final ClientAddress address;
        private boolean released;

        private Lease(ClientAddress address) {
            this.address = address;
        }

        /** Gives it back; a second time has no effect. */
        public void release() {
            synchronized (AddressQuota.this) {
                if (!released) {
                    released = true;
                    held--;
                    byAddress.computeIfPresent(
                            address, (key, count) -> count == 1 ? null : count - 1);
                }
            }
        }
    }
}
