package org.userphone.ear;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;

/** An OpenID provider in Node, at which people sign in; {@code provider.js} says how. */
final class OpenIdProvider implements AutoCloseable {

    /** So short that tokens expire while a test goes on. */
    private static final String TOKEN_SECONDS = "3";

    private final Process process;
    private final String issuer;

    private OpenIdProvider(Process process, String issuer) {
        this.process = process;
        this.issuer = issuer;
    }

    static OpenIdProvider start() throws IOException {
        var builder =
                new ProcessBuilder("node", "provider.js")
                        .directory(NodeProject.FOLDER.toFile())
                        .redirectError(
                                Files.createTempFile(NodeProject.FOLDER, "provider", ".txt")
                                        .toFile());
        builder.environment().put("ORGANISATION", Issuer.ORGANISATION);
        builder.environment().put("TTL", TOKEN_SECONDS);
        builder.environment()
                .put("ROLES", "{\"helen\":\"ORG_USER_MANAGER\",\"olga\":\"IAM_OWNER\"}");
        var process = builder.start();
        return new OpenIdProvider(process, firstLine(process.inputReader()));
    }

    private static String firstLine(BufferedReader printed) throws IOException {
        var line = printed.readLine();
        if (line == null) {
            throw new IOException("the provider has not started");
        }
        return line;
    }

    String issuer() {
        return issuer;
    }

    /** Says where the console is; before that the provider answers nothing. */
    void sendBackTo(String console) throws IOException {
        try (var input = process.getOutputStream()) {
            input.write((console + "\n").getBytes(StandardCharsets.UTF_8));
        }
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
