package org.userphone.ear;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;

/** Keeps everybody but its owner out of a folder, where the file system has POSIX permissions. */
final class OwnerOnly {

    private static final System.Logger LOG = System.getLogger(OwnerOnly.class.getName());

    private static final Set<String> VIEWS = FileSystems.getDefault().supportedFileAttributeViews();

    private static final Set<PosixFilePermission> OF_OTHERS =
            EnumSet.of(
                    PosixFilePermission.GROUP_READ,
                    PosixFilePermission.GROUP_WRITE,
                    PosixFilePermission.GROUP_EXECUTE,
                    PosixFilePermission.OTHERS_READ,
                    PosixFilePermission.OTHERS_WRITE,
                    PosixFilePermission.OTHERS_EXECUTE);

    /** The bit of folders that are for all, such as the one for temporary files. */
    private static final int STICKY = 01000;

    private OwnerOnly() {}

    /**
     * Takes from others what they may do with a folder and the files in it. A folder that belongs
     * to somebody else stays as it is, with a warning: so are volumes of containers.
     *
     * @throws CannotStart if the folder is for all
     */
    static void close(Path folder) {
        if (!VIEWS.contains("posix")) {
            return;
        }
        try (var files = Files.list(folder)) {
            if (isForAll(folder)) {
                throw new CannotStart(
                        "The folder " + folder + " is for everybody: name one of userphone's own.");
            }
            for (var file : files.filter(OwnerOnly::isFile).toList()) {
                takeFromOthers(file);
            }
            takeFromOthers(folder);
        } catch (IOException e) {
            LOG.log(
                    Level.WARNING,
                    "Others may be able to read {0}, whose permissions cannot be changed: {1}",
                    folder,
                    e.getClass().getSimpleName());
        }
    }

    private static boolean isForAll(Path folder) throws IOException {
        return VIEWS.contains("unix")
                && ((int) Files.getAttribute(folder, "unix:mode") & STICKY) != 0;
    }

    private static boolean isFile(Path path) {
        return Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS);
    }

    private static void takeFromOthers(Path path) throws IOException {
        var permissions = Files.getPosixFilePermissions(path);
        if (permissions.removeAll(OF_OTHERS)) {
            Files.setPosixFilePermissions(path, permissions);
        }
    }
}
