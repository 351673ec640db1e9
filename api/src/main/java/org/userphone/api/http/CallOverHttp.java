package org.userphone.api.http;

import com.google.protobuf.Message;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.function.Function;
import java.util.function.Supplier;
import org.userphone.api.call.CallContext;
import org.userphone.api.call.Dispatcher;
import org.userphone.api.call.Form;
import org.userphone.api.call.ParsedRequest;
import org.userphone.api.call.RequestRecord;
import org.userphone.api.call.Rpc;
import org.userphone.domain.ApplicationSingleton;
import org.userphone.domain.Deadline;
import org.userphone.domain.Rejection;

/** Makes the call that the current HTTP request asks for. */
@ApplicationSingleton
public class CallOverHttp {

    private final Dispatcher dispatcher;
    private final HttpServletRequest head;

    @Inject
    public CallOverHttp(Dispatcher dispatcher, HttpServletRequest head) {
        this.dispatcher = dispatcher;
        this.head = head;
    }

    /**
     * Makes a call whose request is whole.
     *
     * @param request gives the message of the request, once the token is checked
     * @throws Rejection as {@link Dispatcher#answer} does
     */
    public Message answer(Form form, Rpc rpc, Deadline deadline, Supplier<ParsedRequest> request) {
        return dispatcher.answer(rpc, current(form), deadline, request);
    }

    /**
     * Makes one of several calls of a request.
     *
     * @throws Rejection as {@link Dispatcher#answer} does
     */
    public Message answer(Form form, Rpc rpc, ParsedRequest request) {
        return answer(form, rpc, Deadline.NONE, () -> request);
    }

    /** The answer to a call holds no memory any more: it is written, as one of several. */
    public void release() {
        ((RequestRecord) head.getAttribute(RequestFilter.RECORD)).release();
    }

    /**
     * Does the work of a request that is whole, and is no call of the contract.
     *
     * @param name by which the work is measured
     * @throws Rejection as {@link Dispatcher#run} does
     */
    public <T> T run(Form form, String name, Function<CallContext, T> work) {
        return dispatcher.run(name, current(form), Deadline.NONE, work);
    }

    private Dispatcher.Head current(Form form) {
        return new Dispatcher.Head(
                form,
                head.getRemoteAddr(),
                name -> Collections.list(head.getHeaders(name)),
                (RequestRecord) head.getAttribute(RequestFilter.RECORD));
    }
}
