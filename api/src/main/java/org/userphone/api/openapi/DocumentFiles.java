package org.userphone.api.openapi;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.openapi.runtime.io.Format;
import io.smallrye.openapi.runtime.io.OpenApiSerializer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes the OpenAPI document into files; the build runs it. */
public final class DocumentFiles {

    private DocumentFiles() {}

    /**
     * Writes {@code openapi.json} and {@code openapi.yaml}.
     *
     * @param arguments the folder to write them to, which is made if it is missing
     */
    public static void main(String[] arguments) throws IOException {
        var folder = Files.createDirectories(Path.of(arguments[0]));
        var document = new ContractDocument().model();
        Files.writeString(
                folder.resolve("openapi.json"),
                OpenApiSerializer.serialize(document, new ObjectMapper().writer()));
        Files.writeString(
                folder.resolve("openapi.yaml"), OpenApiSerializer.serialize(document, Format.YAML));
    }
}
