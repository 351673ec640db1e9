package org.userphone.domain.sms;

import java.time.Instant;

/**
 * The circuit breaker of a provider on one node, which leaves a provider alone that does not work.
 *
 * @param since when the breaker came to this state on the node
 */
public record Breaker(State state, Instant since) {

    /** The states of a circuit breaker. */
    public enum State {
        /** The provider is asked. */
        CLOSED,
        /** The provider is left alone. */
        OPEN,
        /** The provider is offered one message to see whether it works again. */
        HALF_OPEN
    }
}
