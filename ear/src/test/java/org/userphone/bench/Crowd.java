package org.userphone.bench;

/**
 * Who calls at the same time.
 *
 * @param shares whether they share one connection, which for all but gRPC is one of HTTP/2
 */
record Crowd(int callers, boolean shares) {

    Client connect(Form form, Installation program) {
        return shares ? form.connectOnce(program) : form.connect(program);
    }

    @Override
    public String toString() {
        return callers
                + (callers == 1 ? " caller" : " callers")
                + (shares ? " on one connection" : "");
    }
}
