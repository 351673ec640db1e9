package org.userphone.ear;

import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** What a Java caller has on its class path: the client jar and what its pom lets through. */
final class ClientJar {

    /** The artifacts that the pom names for callers. */
    static final List<String> DEPENDENCIES =
            List.of(
                    "proto-google-common-protos",
                    "protobuf-java",
                    "protobuf-java-util",
                    "grpc-protobuf",
                    "grpc-stub");

    /** Those of theirs without which they do not run. */
    private static final List<String> THEIRS =
            List.of("failureaccess", "grpc-api", "grpc-protobuf-lite", "gson", "guava");

    /** What a caller adds to use the stubs: grpc-netty-shaded and its own. */
    private static final List<String> TRANSPORT =
            List.of("grpc-core", "grpc-netty-shaded", "grpc-util", "perfmark-api");

    private ClientJar() {}

    static Path file() {
        return onClassPath("api-\\d.*-client\\.jar");
    }

    /** The client jar and its libraries. */
    static List<Path> withLibraries() {
        var files = new ArrayList<Path>();
        files.add(file());
        Stream.of(DEPENDENCIES, THEIRS)
                .flatMap(List::stream)
                .map(ClientJar::library)
                .forEach(files::add);
        return files;
    }

    /** A class loader that has these, a transport and the callers among the tests, alone. */
    static URLClassLoader withTransport() {
        return new URLClassLoader(
                Stream.of(
                                withLibraries().stream(),
                                TRANSPORT.stream().map(ClientJar::library),
                                Stream.of(Path.of("target/test-classes")))
                        .flatMap(files -> files)
                        .map(ClientJar::url)
                        .toArray(URL[]::new),
                ClassLoader.getPlatformClassLoader());
    }

    private static Path library(String artifact) {
        return onClassPath(artifact + "-\\d.*\\.jar");
    }

    private static Path onClassPath(String name) {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .filter(file -> file.getFileName().toString().matches(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " is not on the class path"));
    }

    private static URL url(Path file) {
        try {
            return file.toUri().toURL();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
