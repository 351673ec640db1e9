package org.userphone.ear;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Where the server unpacks itself, some 140 MB. By itself it would do so in the folder for
 * temporary files, and leave it there each time that it is killed. Here every process has a folder
 * of its own, which it locks until it ends, and deletes those that nobody has locked any more.
 */
final class ServerFolder {

    private static final String LOCK = "lock";

    /** Keeps the channels from the garbage collector, which would release their locks. */
    private static final Set<FileChannel> LOCKED = ConcurrentHashMap.newKeySet();

    private ServerFolder() {}

    /** Makes a new folder in this one, for this process. */
    static Path make(Path parent) throws IOException {
        Files.createDirectories(parent);
        OwnerOnly.close(parent);
        // One process at a time: a folder that was just made is not locked yet.
        try (var turn = lockFile(parent)) {
            turn.lock();
            deleteAbandoned(parent);
            var folder = Files.createTempDirectory(parent, "");
            var lock = lockFile(folder);
            lock.lock();
            LOCKED.add(lock);
            return folder;
        }
    }

    private static void deleteAbandoned(Path parent) throws IOException {
        try (var folders = Files.newDirectoryStream(parent, Files::isDirectory)) {
            for (var folder : folders) {
                if (isAbandoned(folder)) {
                    delete(folder);
                }
            }
        }
    }

    private static boolean isAbandoned(Path folder) throws IOException {
        try (var channel = lockFile(folder)) {
            return channel.tryLock() != null;
        }
    }

    static void delete(Path folder) throws IOException {
        try (var all = Files.walk(folder)) {
            for (var path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    private static FileChannel lockFile(Path folder) throws IOException {
        return FileChannel.open(
                folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }
}
