package org.userphone.api.openapi;

import com.google.rpc.Status;
import org.userphone.api.contract.SetPhoneRequest;
import org.userphone.api.http.ProtoJson;
import org.userphone.api.status.HttpStatus;
import org.userphone.api.status.Statuses;
import org.userphone.domain.Rejection;

/** An error answer, made as the program itself makes it. */
record Refusal(String name, Status status) {

    private static final String REQUEST_ID = "b2r5qkx4mzt7c3vj6ydn";

    static Refusal of(Rejection rejection) {
        return of(rejection.reason().name(), rejection);
    }

    static Refusal of(String name, Throwable problem) {
        return new Refusal(name, Statuses.describe(problem, REQUEST_ID));
    }

    /** Of a body that is no JSON. */
    static Refusal ofMalformedBody() {
        try {
            ProtoJson.read(new byte[] {'{'}, SetPhoneRequest.newBuilder());
        } catch (Rejection rejection) {
            return of("MALFORMED_BODY", rejection);
        }
        throw new IllegalStateException("a single brace was read as JSON");
    }

    int http() {
        return HttpStatus.of(status.getCode());
    }
}
