package org.userphone.api.web;

import com.google.protobuf.Message;
import com.google.rpc.Status;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.userphone.api.call.Rpc;
import org.userphone.domain.Deadline;
import org.userphone.domain.Rejection;

/** How a method of the contract is called over HTTP by its name. */
sealed interface WebForm permits Connect, GrpcWeb {

    /** What a client may send, as {@code Accept-Post} tells. */
    List<String> MEDIA_TYPES =
            List.of(
                    Connect.JSON,
                    Connect.PROTO,
                    GrpcWeb.BINARY,
                    GrpcWeb.BINARY + GrpcWeb.PROTO,
                    GrpcWeb.TEXT,
                    GrpcWeb.TEXT + GrpcWeb.PROTO);

    /**
     * @param contentType of a request, with parameters or without; null if it has none
     */
    static Optional<WebForm> of(String contentType) {
        return Optional.ofNullable(contentType)
                .map(text -> text.split(";", 2)[0].strip().toLowerCase(Locale.ROOT))
                .filter(MEDIA_TYPES::contains)
                .map(
                        type ->
                                type.startsWith(GrpcWeb.BINARY)
                                        ? new GrpcWeb(type)
                                        : new Connect(type));
    }

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
