package org.userphone.sms.http;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultHttpResponseParser;
import org.apache.hc.core5.http.io.HttpMessageParser;
import org.apache.hc.core5.http.io.SessionInputBuffer;

/**
 * Parses the status and the headers of one answer, and of the informational answers that come
 * before it (RFC 9110, section 15.2). All of them together have at most {@value #MAX_BYTES} bytes.
 */
final class LimitedParser implements HttpMessageParser<ClassicHttpResponse> {

    static final int MAX_BYTES = 64 * 1024;

    /** Bytes of each of the three buffers that a connection has, which serves one message. */
    private static final int BUFFER = 1024;

    /** The configuration of a connection that uses this parser; it has no limits of its own. */
    static final Http1Config CONFIG =
            Http1Config.custom()
                    .setMaxHeaderCount(MAX_BYTES)
                    .setMaxLineLength(MAX_BYTES)
                    .setBufferSize(BUFFER)
                    .build();

    private final HttpMessageParser<ClassicHttpResponse> parser =
            new DefaultHttpResponseParser(CONFIG);

    private int left = MAX_BYTES;

    /**
     * @throws IOException if the answer is too long, or ends before the empty line that follows on
     *     its headers
     */
    @Override
    public ClassicHttpResponse parse(SessionInputBuffer buffer, InputStream in)
            throws IOException, HttpException {
        return parser.parse(buffer, limited(in));
    }

    private InputStream limited(InputStream in) {
        return new FilterInputStream(in) {
            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                if (left == 0) {
                    throw new IOException("more than " + MAX_BYTES + " bytes");
                }
                int count = super.read(bytes, offset, Math.min(length, left));
                if (count < 0) {
                    throw new EOFException("no whole answer");
                }
                left -= count;
                return count;
            }
        };
    }
}
