package org.userphone.api.http;

import jakarta.ws.rs.NotSupportedException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.Locale;
import java.util.Set;
import org.userphone.api.call.Bodies;
import org.userphone.api.call.Gunzip;
import org.userphone.domain.Rejection;

/** Reads the body of a JSON request, which may be compressed. */
public final class UnpackedBody {

    /** The second is its old name (RFC 9110, 8.4.1.3). */
    private static final Set<String> GZIP = Set.of("gzip", "x-gzip");

    private UnpackedBody() {}

    /**
     * @param encoding the header Content-Encoding; null if there is none
     * @throws NotSupportedException if the body is compressed otherwise than by gzip
     * @throws Rejection as {@link Bodies#read(InputStream)} and {@link Gunzip#unpack} do
     */
    public static byte[] read(InputStream body, String encoding) {
        if (encoding == null
                || encoding.isBlank()
                || encoding.strip().equalsIgnoreCase("identity")) {
            return Bodies.read(body);
        }
        if (GZIP.contains(encoding.strip().toLowerCase(Locale.ROOT))) {
            return Gunzip.unpack(Bodies.read(body, Gunzip.MAX_BYTES + 1));
        }
        // RFC 9110, 15.5.16 and 12.5.3: the answer says what would be taken.
        throw new NotSupportedException(
                Response.status(Response.Status.UNSUPPORTED_MEDIA_TYPE)
                        .header(HttpHeaders.ACCEPT_ENCODING, "gzip, identity")
                        .build());
    }
}
