package org.userphone.api.web;

import com.google.protobuf.Message;
import com.google.rpc.Status;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import org.userphone.api.call.Form;
import org.userphone.api.call.ParsedRequest;
import org.userphone.api.call.Rpc;
import org.userphone.domain.Deadline;
import org.userphone.domain.Rejection;

/** A wire form in which HTTP requests call a method of the contract by its name. */
interface WebForm {

    /** What it is called. */
    Form name();

    /**
     * Parses the message of a request.
     *
     * @throws Rejection if the body is not a message of this method in this form
     */
    ParsedRequest read(Rpc rpc, HttpServletRequest head, InputStream body);

    /**
     * How long the client waits for the answer, by a header of the request.
     *
     * @throws Rejection if the header is malformed
     */
    Deadline deadline(HttpServletRequest head);

    /** Renders an answer in this form. */
    Response answer(Message message, HttpServletRequest head);

    /** Renders a refusal in this form. */
    void refuse(Status status, ContainerResponseContext response);
}
