package org.userphone.api.observe;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.userphone.api.http.Assets;

/**
 * Serves the OpenAPI document as MicroProfile OpenAPI has it: YAML, or JSON if the parameter {@code
 * format} or the header {@code Accept} asks for it. The path is exact, so that it comes before the
 * {@code /openapi/*} of a server that has MicroProfile OpenAPI.
 */
@WebServlet("/openapi")
public class OpenApiDocument extends ReadOnlyServlet {

    /** The two forms of the document, which lie where MicroProfile OpenAPI looks for them. */
    enum Form {
        JSON("application/json", "/META-INF/openapi.json"),
        YAML("application/yaml", "/META-INF/openapi.yaml");

        private final String mediaType;
        private final byte[] content;
        private final String tag;

        Form(String mediaType, String file) {
            this.mediaType = mediaType;
            this.content = Assets.read(OpenApiDocument.class, file);
            this.tag = '"' + HexFormat.of().formatHex(sha256(content)) + '"';
        }

        /**
         * @param format the parameter, in any case; it wins over the header
         * @param accept the header, or null if there is none
         */
        static Form of(String format, String accept) {
            for (var form : values()) {
                if (form.name().equalsIgnoreCase(format)) {
                    return form;
                }
            }
            return accept != null && accept.contains(JSON.mediaType) ? JSON : YAML;
        }
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        var form = Form.of(request.getParameter("format"), request.getHeader("Accept"));
        response.setHeader("Cache-Control", "no-cache");
        response.setHeader("ETag", form.tag);
        response.setHeader("Vary", "Accept");
        var known = request.getHeader("If-None-Match");
        if (known != null && known.contains(form.tag)) {
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
            return;
        }
        response.setContentType(form.mediaType);
        response.setHeader("X-Content-Type-Options", "nosniff");
        send(request, response, form.content);
    }

    private static byte[] sha256(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
