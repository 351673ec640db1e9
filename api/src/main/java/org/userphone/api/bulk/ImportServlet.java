package org.userphone.api.bulk;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import org.userphone.api.call.Form;
import org.userphone.api.call.InFlight;
import org.userphone.api.call.Rpcs;
import org.userphone.api.contract.ImportProto;
import org.userphone.api.http.AnyMediaType;
import org.userphone.api.http.CallOverHttp;
import org.userphone.api.http.HttpRefusal;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.access.Permission;

/** Takes a file of users, of any length, and answers line by line while it comes. */
@WebServlet("/userphone/v1/users/_import")
public class ImportServlet extends StreamServlet {

    private static final long serialVersionUID = 1;
    private static final String CALL = "ImportUsers";

    private final transient UserStreams streams;
    private final transient CallOverHttp call;
    private final transient Rpcs rpcs;
    private final transient InFlight inFlight;

    @Inject
    ImportServlet(UserStreams streams, CallOverHttp call, Rpcs rpcs, InFlight inFlight) {
        super("POST");
        this.streams = streams;
        this.call = call;
        this.rpcs = rpcs;
        this.inFlight = inFlight;
    }

    /** Nothing of the body is read before the caller is known and may import. */
    @Override
    void stream(HttpServletRequest request, HttpServletResponse response) throws IOException {
        call.run(Form.JSON, CALL, context -> context.caller().confinedTo(Permission.USER_WRITE));
        var kind =
                UserFile.Kind.of(
                        parameter(request, "format").orElse(null),
                        (String) request.getAttribute(AnyMediaType.SENT));
        var encoding = request.getHeader("Content-Encoding");
        boolean isPacked = "gzip".equalsIgnoreCase(encoding);
        if (kind.isEmpty() || !isPacked && encoding != null) {
            response.setHeader("Accept-Post", "application/x-ndjson, text/csv, application/json");
            response.setHeader("Accept-Encoding", "gzip");
            HttpRefusal.sendUnrouted(response, HttpServletResponse.SC_UNSUPPORTED_MEDIA_TYPE);
            return;
        }
        boolean dryRun = flag(request, "dryRun");
        boolean refusedOnly = flag(request, "refusedOnly");
        var lease = streams.take(request);
        try {
            var file = open(kind.get(), request.getInputStream(), isPacked);
            response.setContentType(NDJSON);
            var rpc =
                    rpcs.of(
                            ImportProto.getDescriptor()
                                    .findServiceByName("ImportService")
                                    .findMethodByName(CALL));
            new FileImport(
                            file,
                            batch -> call.answer(Form.JSON, rpc, batch),
                            new Answers(response.getOutputStream(), refusedOnly),
                            dryRun,
                            inFlight::isStopAnnounced)
                    .run(HttpRefusal.id(request));
        } finally {
            lease.release();
        }
    }

    private static UserFile open(UserFile.Kind kind, InputStream body, boolean isPacked) {
        try {
            return UserFile.open(kind, isPacked ? new GZIPInputStream(body) : body);
        } catch (IOException e) {
            throw new Rejection(Reason.INVALID_REQUEST, "body could not be read");
        }
    }

    /**
     * @throws Rejection with {@link Reason#INVALID_REQUEST} if the parameter is neither true nor
     *     false
     */
    private static boolean flag(HttpServletRequest request, String name) {
        var value = parameter(request, name).orElse("false");
        if (!value.equals("true") && !value.equals("false")) {
            throw new Rejection(
                    Reason.INVALID_REQUEST, "parameter " + name + " is not true or false");
        }
        return value.equals("true");
    }
}
