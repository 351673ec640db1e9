package org.userphone.ear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Who may read the data folder and what is in it. */
@DisabledOnOs(OS.WINDOWS)
class DataFolderTest {

    @TempDir private Path parent;
    private Path folder;

    @BeforeEach
    void name() {
        folder = parent.resolve("data");
    }

    private Path file(String name, String permissions) throws IOException {
        return permit(Files.createFile(folder.resolve(name)), permissions);
    }

    private static Path permit(Path path, String permissions) throws IOException {
        return Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @Test
    void aNewOneIsForItsOwnerOnly() throws IOException {
        DataFolder.open(folder);

        assertThat(permissions(folder)).isEqualTo("rwx------");
    }

    @Test
    void oneThatExistedIsClosedWithTheFilesInIt() throws IOException {
        permit(Files.createDirectory(folder), "rwxrwxr-x");
        var database = file("userphone.mv.db", "rw-r--r--");
        var script = file("backup.sh", "rwxr-xr-x");
        var elsewhere = permit(Files.createFile(parent.resolve("elsewhere")), "rw-r--r--");
        Files.createSymbolicLink(folder.resolve("link"), elsewhere);

        DataFolder.open(folder);

        assertThat(permissions(folder)).isEqualTo("rwx------");
        assertThat(permissions(database)).isEqualTo("rw-------");
        assertThat(permissions(script)).isEqualTo("rwx------");
        assertThat(permissions(elsewhere)).isEqualTo("rw-r--r--");
    }

    @Test
    void aFolderForTemporaryFilesIsRefused() throws IOException {
        Files.createDirectory(folder);
        Files.setAttribute(folder, "unix:mode", 01777);

        assertThatExceptionOfType(CannotStart.class)
                .isThrownBy(() -> DataFolder.open(folder))
                .withMessageContaining("is for everybody");
        assertThat(permissions(folder)).isEqualTo("rwxrwxrwx");
    }
}
