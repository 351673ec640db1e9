package org.userphone.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.userphone.ear.Program;

/** A process of the program, which may have its database together with others. */
final class Node implements AutoCloseable {

    private final Program program;
    private final URI http;
    private final InetSocketAddress grpc;

    private Node(Program program) {
        this.program = program;
        this.http = program.base();
        this.grpc = program.grpc();
    }

    /** Returns when it listens. */
    static Node start(Map<String, String> environment) throws IOException {
        var folder = Files.createTempDirectory(Path.of("target"), "bench");
        var program = Program.start(folder, environment, options());
        // Whatever ends this one ends the program too.
        Runtime.getRuntime().addShutdownHook(new Thread(program::close));
        return new Node(program);
    }

    /** Of the JVM, such as its memory. */
    private static List<String> options() {
        return List.of(System.getProperty("bench.options", "").split(" ")).stream()
                .filter(option -> !option.isEmpty())
                .toList();
    }

    Program program() {
        return program;
    }

    URI http() {
        return http;
    }

    InetSocketAddress grpc() {
        return grpc;
    }

    @Override
    public void close() {
        program.close();
    }
}
