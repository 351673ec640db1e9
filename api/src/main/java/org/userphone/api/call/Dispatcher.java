package org.userphone.api.call;

import com.google.protobuf.Message;
import jakarta.inject.Inject;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.userphone.api.address.ClientAddresses;
import org.userphone.api.admission.Admission;
import org.userphone.api.token.KeysUnavailable;
import org.userphone.api.token.TokenVerifier;
import org.userphone.domain.ApplicationSingleton;
import org.userphone.domain.Deadline;
import org.userphone.domain.Deadlines;
import org.userphone.domain.Rejection;

/**
 * Makes the calls of all wire forms, in one order: the request is whole, its token is checked, and
 * only then {@link Admission} gives it room, for no longer than its work takes. So nobody holds
 * room without a token, or by a request that never ends, or by an answer that is not fetched.
 */
@ApplicationSingleton
public class Dispatcher {

    private final TokenVerifier verifier;
    private final ClientAddresses addresses;
    private final CallContexts contexts;
    private final Admission admission;
    private final Deadlines deadlines;

    @Inject
    public Dispatcher(
            TokenVerifier verifier,
            ClientAddresses addresses,
            CallContexts contexts,
            Admission admission,
            Deadlines deadlines) {
        this.verifier = verifier;
        this.addresses = addresses;
        this.contexts = contexts;
        this.admission = admission;
        this.deadlines = deadlines;
    }

    /**
     * The head of a request in any wire form.
     *
     * @param peer the address at the other end of the connection; empty if it has none
     * @param values gives the values of a header by its name in small letters, one for each time
     *     that the request has it
     */
    public record Head(String peer, Function<String, List<String>> values) {}

    /**
     * Makes a call whose request is whole.
     *
     * @param request gives the message of the request; it may refuse what no message can be made of
     * @throws Rejection if the token is missing or invalid, if there are too many calls, as {@link
     *     CallContexts#of} does, or as the call does
     * @throws KeysUnavailable as {@link TokenVerifier#verifyOnly} does
     */
    public Message answer(Rpc rpc, Head head, Deadline deadline, Supplier<Message> request) {
        return deadlines.within(deadline, () -> verified(rpc, head, request));
    }

    private Message verified(Rpc rpc, Head head, Supplier<Message> request) {
        var values = head.values();
        var caller =
                verifier.verifyOnly(values.apply("authorization"))
                        .caller()
                        .at(addresses.of(head.peer(), values));
        return admission.run(
                () -> {
                    var context =
                            contexts.of(
                                    caller,
                                    values.apply("x-zitadel-orgid"),
                                    values.apply("idempotency-key"));
                    return rpc.call(context, request.get());
                });
    }
}
