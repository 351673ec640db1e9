package org.userphone.api.bulk;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.userphone.api.call.Form;
import org.userphone.api.call.ParsedRequest;
import org.userphone.api.call.Rpc;
import org.userphone.api.call.Rpcs;
import org.userphone.api.contract.ExportUsersRequest;
import org.userphone.api.contract.ExportUsersResponse;
import org.userphone.api.contract.ImportProto;
import org.userphone.api.contract.ImportTotals;
import org.userphone.api.http.CallOverHttp;
import org.userphone.api.http.HttpRefusal;
import org.userphone.api.http.ProtoJson;
import org.userphone.api.status.Statuses;

/**
 * Gives all users as a file that an import takes, page by page of the call ExportUsers. The last
 * line tells whether the file is complete.
 */
@WebServlet("/userphone/v1/users/_export")
public class ExportServlet extends StreamServlet {

    private static final long serialVersionUID = 1;
    private static final int PAGE = 200;

    private final transient UserStreams streams;
    private final transient CallOverHttp call;
    private final transient Rpcs rpcs;

    @Inject
    ExportServlet(UserStreams streams, CallOverHttp call, Rpcs rpcs) {
        super("GET");
        this.streams = streams;
        this.call = call;
        this.rpcs = rpcs;
    }

    @Override
    void stream(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var rpc =
                rpcs.of(
                        ImportProto.getDescriptor()
                                .findServiceByName("ImportService")
                                .findMethodByName("ExportUsers"));
        var first = page(rpc, "");
        var lease = streams.take(request);
        try {
            response.setContentType(NDJSON);
            var totals = ImportTotals.Totals.newBuilder();
            try {
                write(rpc, first, response);
                totals.setComplete(true);
            } catch (RuntimeException e) { // told in the last line
                totals.setError(Statuses.of(e, HttpRefusal.id(request)));
            }
            write(response, ProtoJson.write(ImportTotals.newBuilder().setTotals(totals).build()));
            response.flushBuffer();
        } finally {
            lease.release();
        }
    }

    private void write(Rpc rpc, ExportUsersResponse first, HttpServletResponse response)
            throws IOException {
        for (var page = first; page.getUsersCount() > 0; page = next(rpc, page)) {
            for (var user : page.getUsersList()) {
                write(response, ProtoJson.write(user));
            }
            response.flushBuffer();
        }
    }

    private ExportUsersResponse next(Rpc rpc, ExportUsersResponse page) {
        int last = page.getUsersCount() - 1;
        return last + 1 < PAGE
                ? ExportUsersResponse.getDefaultInstance()
                : page(rpc, page.getUsers(last).getUserId());
    }

    private ExportUsersResponse page(Rpc rpc, String after) {
        var request = ExportUsersRequest.newBuilder().setAfterUserId(after).setLimit(PAGE).build();
        try {
            return (ExportUsersResponse) call.answer(Form.JSON, rpc, new ParsedRequest(request));
        } finally {
            call.release();
        }
    }

    private static void write(HttpServletResponse response, byte[] line) throws IOException {
        response.getOutputStream().write(line);
        response.getOutputStream().write('\n');
    }
}
