package org.userphone.api.http;

import com.google.protobuf.Message;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.function.Supplier;
import org.userphone.api.call.Dispatcher;
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
    public Message answer(Rpc rpc, Deadline deadline, Supplier<Message> request) {
        var current =
                new Dispatcher.Head(
                        head.getRemoteAddr(), name -> Collections.list(head.getHeaders(name)));
        return dispatcher.answer(rpc, current, deadline, request);
    }
}
