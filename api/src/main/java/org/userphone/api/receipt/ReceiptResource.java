package org.userphone.api.receipt;

import jakarta.inject.Inject;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.io.InputStream;
import java.util.Optional;
import org.userphone.api.call.Bodies;
import org.userphone.domain.ApplicationSingleton;
import org.userphone.domain.sms.AcceptCallback;
import org.userphone.domain.sms.Callback;

/**
 * Takes receipts: what SMS providers report of messages that they took over. A provider sends no
 * token; it signs what it sends.
 */
@ApplicationSingleton
@Path("/sms/receipts")
public class ReceiptResource {

    @Inject AcceptCallback acceptCallback;

    /** Answers 204 when the receipts are committed. */
    @POST
    @Path("/{provider}")
    public void accept(
            @PathParam("provider") String provider,
            @HeaderParam("X-Twilio-Signature") String twilioSignature,
            @HeaderParam("ZITADEL-Signature") String signature,
            InputStream body) {
        acceptCallback.accept(
                new Callback(
                        provider,
                        Optional.ofNullable(twilioSignature),
                        Optional.ofNullable(signature),
                        Bodies.read(body)));
    }
}
