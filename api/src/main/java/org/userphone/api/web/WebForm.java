package org.userphone.api.web;

import com.google.protobuf.Message;
import com.google.rpc.Status;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import org.userphone.api.call.Rpc;
import org.userphone.domain.Deadline;
import org.userphone.domain.Rejection;

/** How a method of the contract is called over HTTP by its name. */
interface WebForm {

    /**
     * @throws Rejection if the body is not a message of this method, packed in this form
     */
    Message read(Rpc rpc, HttpServletRequest head, InputStream body);

    /**
     * Until when the client waits, from now on.
     *
     * @throws Rejection if what it says is no time
     */
    Deadline deadline(HttpServletRequest head);

    Response answer(Message message, HttpServletRequest head);

    /** Makes a refusal one of this form. */
    void refuse(Status status, ContainerResponseContext response);
}
