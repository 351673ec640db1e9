package org.userphone.ear;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiFunction;
import java.util.jar.JarFile;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.userphone.ear.caller.GrpcCaller;
import org.w3c.dom.NodeList;

/** The jar that is published for Java callers, and its gRPC stubs against the packaged program. */
class ClientJarIT {

    private static final Path PROTOS = Path.of("../api/src/main/proto");

    @Test
    void itHoldsTheContractTheClientAndNothingElse() throws IOException {
        try (var jar = new JarFile(ClientJar.file().toFile());
                var protos = Files.walk(PROTOS)) {
            var names =
                    jar.stream()
                            .filter(entry -> !entry.isDirectory())
                            .map(ZipEntry::getName)
                            .toList();

            assertThat(names)
                    .contains(
                            "org/userphone/api/client/UserClient.class",
                            "org/userphone/api/contract/SetPhoneRequest.class",
                            "org/userphone/api/contract/UserServiceGrpc.class",
                            "org/userphone/api/contract/AdminServiceGrpc.class")
                    .containsAll(
                            protos.filter(Files::isRegularFile)
                                    .map(
                                            file ->
                                                    PROTOS.relativize(file)
                                                            .toString()
                                                            .replace('\\', '/'))
                                    .toList())
                    .allMatch(
                            name ->
                                    name.startsWith("META-INF/")
                                            || name.endsWith(".proto")
                                            || name.matches(
                                                    "org/userphone/api/(client|contract)/.*\\.class"));
        }
    }

    @Test
    void noLibraryOfTheServerReachesCallers() throws Exception {
        assertThat(dependenciesOfCallers())
                .containsExactlyInAnyOrderElementsOf(ClientJar.DEPENDENCIES);
    }

    /** What Maven adds for whoever depends on the jar, by the pom that is in it. */
    private static List<String> dependenciesOfCallers() throws Exception {
        try (var jar = new JarFile(ClientJar.file().toFile())) {
            var pom = jar.getInputStream(jar.getEntry("META-INF/maven/org.userphone/api/pom.xml"));
            var artifacts =
                    (NodeList)
                            XPathFactory.newInstance()
                                    .newXPath()
                                    .evaluate(
                                            "/project/dependencies/dependency[not(optional='true')]"
                                                    + "[not(scope='provided' or scope='test')]/artifactId",
                                            DocumentBuilderFactory.newInstance()
                                                    .newDocumentBuilder()
                                                    .parse(pom),
                                            XPathConstants.NODESET);
            return IntStream.range(0, artifacts.getLength())
                    .mapToObj(artifacts::item)
                    .map(artifact -> artifact.getTextContent())
                    .toList();
        }
    }

    @Test
    @SuppressWarnings("unchecked") // The class is GrpcCaller, of another class loader.
    void theStubsCallTheProgramWithTheseLibrariesAlone(@TempDir Path folder) throws Exception {
        var issuer = new Issuer();
        try (var program = Program.start(folder, issuer.settings());
                var loader = ClientJar.withTransport()) {
            new Wire(program.base()).post("/v2/users/new", issuer.token(), Issuer.newUser("alice"));
            var caller =
                    (BiFunction<String, String, List<String>>)
                            loader.loadClass(GrpcCaller.class.getName())
                                    .getConstructor()
                                    .newInstance();
            assertThat(caller.getClass().getClassLoader()).isSameAs(loader);

            var grpc = program.grpc();
            assertThat(caller.apply(grpc.getHostString() + ":" + grpc.getPort(), issuer.token()))
                    .containsExactly("Code is invalid (COMMAND-eis9R)", "proved");
        }
    }
}
