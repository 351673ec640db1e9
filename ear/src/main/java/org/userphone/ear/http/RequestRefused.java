package org.userphone.ear.http;

/** A request that is not read any further. */
final class RequestRefused extends Exception {

    private static final long serialVersionUID = 1;

    private final Refusal refusal;

    RequestRefused(Refusal refusal) {
        super(refusal.name(), null, false, false);
        this.refusal = refusal;
    }

    Refusal refusal() {
        return refusal;
    }
}
