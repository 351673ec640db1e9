package org.userphone.ear;

import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The options that are shipped with the program. */
class VirtualMachineOptionsTest {

    /** A program in which one thread takes all memory, and another lives on. */
    static final class Greedy {

        private Greedy() {}

        public static void main(String[] arguments) {
            new Thread(Greedy::takeAll).start();
            while (true) {
                Thread.onSpinWait();
            }
        }

        private static void takeAll() {
            List<byte[]> taken = new ArrayList<>();
            while (true) {
                taken.add(new byte[1 << 20]);
            }
        }
    }

    @Test
    void aProgramWithoutMemoryEnds() throws IOException, InterruptedException {
        var process =
                new ProcessBuilder(
                                Program.javaCommand(),
                                "@src/main/payara/userphone.args",
                                "-cp",
                                "target/test-classes",
                                Greedy.class.getName())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        try {
            assertThat(process.waitFor(2, MINUTES)).as("has ended").isTrue();
            assertThat(process.exitValue()).isEqualTo(3);
        } finally {
            process.destroyForcibly();
        }
    }
}
