package org.userphone.api.rest;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.io.InputStream;
import java.util.Optional;
import org.userphone.api.call.Bodies;
import org.userphone.api.call.ReceiptCalls;
import org.userphone.domain.sms.Callback;

/** Where SMS providers send receipts. They have no token, but sign what they send. */
@Singleton
@Path("/sms/receipts")
public class ReceiptResource {

    private final ReceiptCalls calls;

    @Inject
    public ReceiptResource(ReceiptCalls calls) {
        this.calls = calls;
    }

    /** Answered with 204 when the receipts are committed. */
    @POST
    @Path("/{provider}")
    public void accept(
            @PathParam("provider") String provider,
            @HeaderParam("X-Twilio-Signature") String twilioSignature,
            @HeaderParam("ZITADEL-Signature") String signature,
            InputStream body) {
        calls.accept(
                new Callback(
                        provider,
                        Optional.ofNullable(twilioSignature),
                        Optional.ofNullable(signature),
                        Bodies.read(body)));
    }
}
