package org.userphone.ear;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LinePrinterTest {

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @Test
    void linesArePrintedInTheirOrder() {
        var printer = new LinePrinter(new PrintStream(printed, false, UTF_8));

        IntStream.range(0, 1000).mapToObj(i -> "Zürich " + i + "\n").forEach(printer::print);
        printer.flush();

        assertThat(printed.toString(UTF_8))
                .isEqualTo(
                        IntStream.range(0, 1000)
                                .mapToObj(i -> "Zürich " + i + "\n")
                                .collect(Collectors.joining()));
    }

    @Test
    void nobodyWaitsForAReaderThatIsSlow() {
        var reading = new CountDownLatch(1);
        var printer = new LinePrinter(new PrintStream(new Slow(reading), false, UTF_8));

        for (int i = 0; i < LinePrinter.MAX_WAITING; i++) {
            printer.print("line\n");
        }

        assertThat(printed.size()).isZero();
        reading.countDown();
        printer.flush();
        assertThat(printed.toString(UTF_8).lines()).hasSize(LinePrinter.MAX_WAITING);
    }

    @Test
    void aFailureLosesWhatWasBeingPrintedAndNothingElse() {
        var failed = new AtomicBoolean();
        var out =
                new PrintStream(printed, false, UTF_8) {
                    @Override
                    public void print(Object text) {
                        if (!failed.getAndSet(true)) {
                            throw new OutOfMemoryError("planted");
                        }
                        super.print(text);
                    }
                };
        var printer = new LinePrinter(out);
        printer.print("first\n");
        printer.flush();

        printer.print("second\n");
        printer.flush();

        assertThat(printed.toString(UTF_8)).isEqualTo("second\n");
    }

    private final class Slow extends OutputStream {

        private final CountDownLatch reading;

        Slow(CountDownLatch reading) {
            this.reading = reading;
        }

        @Override
        public void write(int letter) {
            try {
                reading.await();
                printed.write(letter);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
