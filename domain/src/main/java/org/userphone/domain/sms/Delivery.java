package org.userphone.domain.sms;

/** What came of one attempt to send. Providers refuse all day: that is a result, no exception. */
public sealed interface Delivery {

    /**
     * The provider took the message over.
     *
     * @param reference the provider's own id of it
     */
    record Accepted(String reference) implements Delivery {}

    /** Not now; worth trying again. */
    record Deferred(String reason) implements Delivery {}

    /** Nobody was asked: this is no attempt, and the end of its lease brings the message back. */
    record Untried() implements Delivery {}

    /** Never; trying again would change nothing. */
    record Refused(String reason) implements Delivery {}
}
