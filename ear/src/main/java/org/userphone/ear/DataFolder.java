package org.userphone.ear;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The folder of the embedded database and of the development keys. Where the file system has POSIX
 * permissions, only its owner can read a folder that was made here.
 */
final class DataFolder {

    private static final boolean POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

    /** Keeps the channels from the garbage collector, which would release their locks. */
    private static final Set<FileChannel> LOCKED = ConcurrentHashMap.newKeySet();

    private final Path path;

    private DataFolder(Path path) {
        this.path = path;
    }

    /**
     * Makes the folder if it does not exist.
     *
     * @throws CannotStart if the folder cannot be made or written to
     */
    static DataFolder open(Path path) {
        try {
            Files.createDirectories(path, ownerOnly("rwx------"));
            OwnerOnly.close(path);
            Files.delete(Files.createTempFile(path, "writable", ""));
            return new DataFolder(path);
        } catch (FileAlreadyExistsException e) {
            throw new CannotStart("The data folder " + path + " is not a folder.", e);
        } catch (IOException e) {
            throw new CannotStart("The data folder " + path + " cannot be written to.", e);
        }
    }

    /**
     * Locks the folder against other processes until the JVM ends. The lock is not released before,
     * so that no other process opens the database while this one closes it.
     *
     * @throws CannotStart if another process has locked the folder
     */
    void lock() {
        try {
            var channel =
                    FileChannel.open(
                            path.resolve("lock"),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE);
            if (channel.tryLock() == null) {
                channel.close();
                throw new CannotStart(
                        "The data folder " + path + " is in use by another userphone.");
            }
            LOCKED.add(channel);
        } catch (IOException e) {
            throw new CannotStart("The data folder " + path + " cannot be locked.", e);
        }
    }

    Path file(String name) {
        return path.resolve(name);
    }

    boolean has(String name) {
        return Files.exists(file(name));
    }

    String read(String name) {
        try {
            return Files.readString(file(name));
        } catch (IOException e) {
            throw new CannotStart("The file " + file(name) + " cannot be read.", e);
        }
    }

    /** Writes a file as a whole, or not at all. Only its owner can read it. */
    void write(String name, String content) {
        try {
            var draft = Files.createTempFile(path, name, "", ownerOnly("rw-------"));
            Files.writeString(draft, content);
            Files.move(draft, file(name), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new CannotStart("The file " + file(name) + " cannot be written.", e);
        }
    }

    private static FileAttribute<?>[] ownerOnly(String permissions) {
        return POSIX
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }
}
