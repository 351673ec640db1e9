package org.userphone.api.call;

import com.google.protobuf.Message;
import com.google.rpc.Code;
import jakarta.inject.Inject;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.userphone.api.address.ClientAddresses;
import org.userphone.api.admission.Admission;
import org.userphone.api.admission.ListMemory;
import org.userphone.api.metrics.CallDurations;
import org.userphone.api.status.Statuses;
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
    private final Provisioning provisioning;
    private final Admission admission;
    private final ListMemory lists;
    private final Deadlines deadlines;
    private final CallDurations durations;
    private final CallSpans spans;

    @Inject
    public Dispatcher(
            TokenVerifier verifier,
            ClientAddresses addresses,
            CallContexts contexts,
            Provisioning provisioning,
            Admission admission,
            ListMemory lists,
            Deadlines deadlines,
            CallDurations durations,
            CallSpans spans) {
        this.verifier = verifier;
        this.addresses = addresses;
        this.contexts = contexts;
        this.provisioning = provisioning;
        this.admission = admission;
        this.lists = lists;
        this.deadlines = deadlines;
        this.durations = durations;
        this.spans = spans;
    }

    /**
     * The head of a request in any wire form.
     *
     * @param form the wire form
     * @param peer the address at the other end of the connection; empty if it has none
     * @param values gives the values of a header by its name in small letters, one for each time
     *     that the request has it
     * @param record learns who makes the request, and what memory its answer holds
     */
    public record Head(
            Form form, String peer, Function<String, List<String>> values, RequestRecord record) {}

    /**
     * Makes a call whose request is whole.
     *
     * @param request gives the message of the request; it may refuse what no message can be made of
     * @throws Rejection if the token is missing or invalid, if there are too many calls, as {@link
     *     CallContexts#of} does, or as the call does
     * @throws KeysUnavailable as {@link TokenVerifier#verifyOnly} does
     */
    public Message answer(Rpc rpc, Head head, Deadline deadline, Supplier<ParsedRequest> request) {
        var method = rpc.method();
        var name = method.getName();
        return spans.around(
                method,
                head,
                () ->
                        within(
                                name,
                                head,
                                deadline,
                                context -> {
                                    var asked = request.get();
                                    head.record().asks(name, asked.message());
                                    return rpc.call(context, asked);
                                }));
    }

    /**
     * Does the work of a request that is whole, and is no call of the contract.
     *
     * @param name by which the work is measured and traced
     * @throws Rejection as {@link #answer} does
     * @throws KeysUnavailable as {@link #answer} does
     */
    public <T> T run(String name, Head head, Deadline deadline, Function<CallContext, T> work) {
        return spans.around(name, head, () -> within(name, head, deadline, work));
    }

    private <T> T within(String name, Head head, Deadline deadline, Function<CallContext, T> work) {
        return deadlines.within(
                deadline, () -> verified(head, context -> measured(name, context, head, work)));
    }

    private <T> T verified(Head head, Function<CallContext, T> work) {
        var values = head.values();
        var client = addresses.client(head.peer(), values);
        var token = verifier.verifyOnly(values.apply("authorization"));
        var origin = addresses.origin(head.peer(), values).withRequest(head.record().id());
        var caller = token.caller().at(origin);
        var memory = lists.share(client);
        head.record().verified(caller);
        head.record().hold(memory);
        return admission.run(
                () -> {
                    var context =
                            contexts.of(
                                    caller,
                                    token.roles(),
                                    values.apply("x-zitadel-orgid"),
                                    values.apply("x-userphone-region"),
                                    values.apply("idempotency-key"),
                                    memory);
                    provisioning.provision(context.caller(), token);
                    return work.apply(context);
                });
    }

    private <T> T measured(
            String name, CallContext context, Head head, Function<CallContext, T> work) {
        var start = System.nanoTime();
        var code = Code.INTERNAL;
        try {
            var answer = work.apply(context);
            code = Code.OK;
            return answer;
        } catch (RuntimeException e) { // rethrown
            code = Statuses.code(e);
            throw e;
        } finally {
            durations.add(name, code, head.form().label(), System.nanoTime() - start);
        }
    }
}
