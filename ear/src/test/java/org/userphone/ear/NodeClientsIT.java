package org.userphone.ear;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** ZITADEL's own client and those it stands on, connect-node and grpc-js, unchanged. */
class NodeClientsIT {

    @TempDir private Path folder;

    @Test
    void theClientsOfTheFieldWorkAgainstTheProgram() throws Exception {
        NodeProject.assumeInstalled();
        var issuer = new Issuer();
        try (var program = Program.start(folder, issuer.settings())) {
            var grpc = program.grpc();
            NodeProject.run(
                    Map.of(
                            "HTTP", program.base().toString(),
                            "GRPC", grpc.getHostString() + ":" + grpc.getPort(),
                            "TOKEN", issuer.token(),
                            "ORGANISATION", Issuer.ORGANISATION,
                            "PROTO", Path.of("../api/src/main/proto").toRealPath().toString()),
                    "node",
                    "--test",
                    "clients.test.js");
            LogSearch.assertClean(program);
        }
    }
}
