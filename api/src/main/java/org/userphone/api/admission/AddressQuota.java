package org.userphone.api.admission;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.userphone.api.address.Peer;
import org.userphone.domain.access.ClientAddress;

/**
 * Limits how much of something is held at once, in all and for each client address, so that one
 * address leaves room for others. A trusted proxy speaks for many clients, and only the limit of
 * all holds for it.
 */
public final class AddressQuota {

    private final long limit;
    private final long addressLimit;
    private final Map<ClientAddress, Long> byAddress = new HashMap<>();
    private long held;

    /**
     * @param limit of all
     * @param addressLimit of one client address
     */
    public AddressQuota(long limit, long addressLimit) {
        this.limit = limit;
        this.addressLimit = addressLimit;
    }

    /** Takes one for a peer; empty if there is no room. */
    public Optional<Lease> take(Peer peer) {
        return take(peer, 1);
    }

    /**
     * As above.
     *
     * @param amount how much to take, 1 or more
     */
    public synchronized Optional<Lease> take(Peer peer, long amount) {
        long ofAddress = byAddress.getOrDefault(peer.address(), 0L) + amount;
        if (held + amount > limit || (ofAddress > addressLimit && !peer.isTrustedProxy())) {
            return Optional.empty();
        }
        held += amount;
        byAddress.put(peer.address(), ofAddress);
        return Optional.of(new Lease(peer.address(), amount));
    }

    /** How much is held now. */
    public synchronized long held() {
        return held;
    }

    /** How many client addresses hold some now. */
    synchronized int addresses() {
        return byAddress.size();
    }

    /** What was taken, until it is given back. */
    public final class Lease {

        private final ClientAddress address;
        private long amount;

        private Lease(ClientAddress address, long amount) {
            this.address = address;
            this.amount = amount;
        }

        /** Gives it back; a second time has no effect. */
        public void release() {
            shrinkTo(0);
        }

        /** Gives back what is more than this; if less is held, that is kept. */
        void shrinkTo(long rest) {
            synchronized (AddressQuota.this) {
                long less = amount - Math.min(amount, rest);
                amount -= less;
                held -= less;
                byAddress.computeIfPresent(
                        address, (key, all) -> all == less ? null : Long.valueOf(all - less));
            }
        }
    }
}
