package org.userphone.ear;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Standard output and standard error, in UTF-8. While the server starts and stops, what it prints
 * to {@link System#out} and {@link System#err} can be muted without muting these two.
 */
final class StandardStreams {

    static final PrintStream OUT = printer(FileDescriptor.out);
    static final PrintStream ERR = printer(FileDescriptor.err);

    private StandardStreams() {}

    /** Drops what is printed to {@link System#out} and {@link System#err} from now on. */
    static void mute() {
        System.setOut(new PrintStream(OutputStream.nullOutputStream()));
        System.setErr(new PrintStream(OutputStream.nullOutputStream()));
    }

    /** Lets {@link System#out} and {@link System#err} print again. */
    static void unmute() {
        System.setOut(OUT);
        System.setErr(ERR);
    }

    private static PrintStream printer(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }
}
