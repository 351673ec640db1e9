package org.userphone.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.userphone.domain.StartRefused;

/** What is deleted from the file is in {@link ErasureTest}. */
class DatabaseFileTest {

    static Stream<Consumer<byte[]>> damages() {
        return Stream.of(
                content -> Arrays.fill(content, 0, 8192, (byte) 'x'),
                content -> Arrays.fill(content, 8192, content.length, (byte) 'x'),
                content -> Arrays.fill(content, 0, content.length, (byte) 0));
    }

    @ParameterizedTest
    @MethodSource("damages")
    void aFileThatIsBrokenIsToldWithWhatToDo(Consumer<byte[]> damage, @TempDir Path folder)
            throws Exception {
        assertIsToldBroken(
                folder,
                content -> {
                    damage.accept(content);
                    return content;
                });
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 4096, 9000})
    void aFileThatIsCutOffIsToldWithWhatToDo(int length, @TempDir Path folder) throws Exception {
        assertIsToldBroken(folder, content -> Arrays.copyOf(content, length));
    }

    @Test
    void aFileThatHasLostItsTablesIsToldEvenIfItWasNeverClosed(@TempDir Path folder)
            throws Exception {
        var settings = Engine.settings("jdbc:h2:file:" + folder.resolve("userphone"), "", "");
        start(settings);
        var file = folder.resolve("userphone.mv.db");
        Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 9000));

        assertThatThrownBy(() -> start(settings))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("is broken, cut off");
    }

    @Test
    void whoeverAsksForABrokenFileIsRefusedEachTime(@TempDir Path folder) throws Exception {
        var settings = Engine.settings("jdbc:h2:file:" + folder.resolve("userphone"), "", "");
        start(settings);
        new DatabaseFile(settings).close();
        Files.writeString(folder.resolve("userphone.length"), "999999999");
        var file = new DatabaseFile(settings);

        assertThatThrownBy(file::open).isInstanceOf(StartRefused.class);
        assertThatThrownBy(file::open).isInstanceOf(StartRefused.class);
    }

    @Test
    void aSmallerBackupIsTakenOnceTheNoteIsDeleted(@TempDir Path folder) throws Exception {
        var settings = Engine.settings("jdbc:h2:file:" + folder.resolve("userphone"), "", "");
        start(settings);
        new DatabaseFile(settings).close();
        var note = folder.resolve("userphone.length");
        Files.writeString(note, "999999999");
        assertThatThrownBy(() -> start(settings)).hasMessageContaining(".length");

        Files.delete(note);

        assertThatNoException().isThrownBy(() -> start(settings));
    }

    @Test
    void whereTheFileIsGoneTheDatabaseIsANewOne(@TempDir Path folder) throws Exception {
        var settings = Engine.settings("jdbc:h2:file:" + folder.resolve("userphone"), "", "");
        start(settings);
        new DatabaseFile(settings).close();
        Files.delete(folder.resolve("userphone.mv.db"));

        start(settings);

        assertThat(folder.resolve("userphone.mv.db")).isNotEmptyFile();
    }

    private static void assertIsToldBroken(Path folder, UnaryOperator<byte[]> damage)
            throws Exception {
        var settings = Engine.settings("jdbc:h2:file:" + folder.resolve("userphone"), "", "");
        start(settings);
        new DatabaseFile(settings).close();
        var file = folder.resolve("userphone.mv.db");
        Files.write(file, damage.apply(Files.readAllBytes(file)));

        assertThatThrownBy(() -> start(settings))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("is broken, cut off")
                .hasMessageContaining("backup");
    }

    /** As the application does, which looks after the file before anybody opens it. */
    private static void start(DatabaseSettings settings) {
        new DatabaseFile(settings).open();
        Migrations.migrate(new UserphoneDataSource(settings));
    }
}
