package org.userphone.ear;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class ServerFolderTest {

    @TempDir private Path folder;

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void itIsForItsOwnerOnly() throws IOException {
        var made = ServerFolder.make(folder.resolve("server"));

        for (var path : new Path[] {made, made.getParent()}) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                    .isEqualTo("rwx------");
        }
    }

    @Test
    void whatAProcessLeftBehindThatIsGoneIsDeleted() throws IOException {
        var left = Files.createDirectories(folder.resolve("server/left/runtime"));
        Files.writeString(left.resolve("some.jar"), "unpacked");

        var made = ServerFolder.make(folder.resolve("server"));

        assertThat(folder.resolve("server"))
                .isDirectoryContaining(path -> path.equals(made))
                .isDirectoryNotContaining("glob:**/left");
    }
}
