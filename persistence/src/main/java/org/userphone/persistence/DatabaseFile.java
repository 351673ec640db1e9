package org.userphone.persistence;

import jakarta.inject.Inject;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import org.userphone.domain.ApplicationSingleton;
import org.userphone.domain.StartRefused;

/**
 * The file of an embedded database, which is written anew when the application ends, and when it
 * starts after it was killed, with what is in the tables and nothing else: H2 itself leaves rows
 * that were deleted in the file until it needs their room.
 *
 * <p>A note beside the file holds its length when it was closed, or that it is in use. H2 takes a
 * file that was cut off for the last state of which it finds everything, which may be one without
 * tables, and says nothing of it.
 */
@ApplicationSingleton
class DatabaseFile {

    private static final Logger LOG = System.getLogger(DatabaseFile.class.getName());

    private static final String SUFFIX = ".mv.db";
    private static final String IN_USE = "in use";

    private final DatabaseSettings settings;
    private boolean isOpen;

    /**
     * @param settings of any database; nothing is done with those that are no file of this process
     */
    @Inject
    DatabaseFile(DatabaseSettings settings) {
        this.settings = settings;
    }

    /**
     * Looks after the file, once, before anybody uses it.
     *
     * @throws StartRefused if the file is shorter than it was when it was closed, or has lost its
     *     tables
     */
    synchronized void open() {
        if (isOpen || !settings.isOwnFile()) {
            return;
        }
        try {
            if (Files.exists(file(SUFFIX)) && Files.exists(note())) {
                check(Files.readString(note()).strip());
            }
            Files.createDirectories(note().getParent());
            Files.writeString(note(), IN_USE);
        } catch (SQLException | IOException e) {
            warn(e);
        }
        isOpen = true; // not before, so that whoever asks next is refused, too
    }

    private void check(String noted) throws SQLException, IOException {
        if (noted.equals(IN_USE)) {
            replaceByCopy();
            return;
        }
        if (!noted.matches("[0-9]{1,18}") || Files.size(file(SUFFIX)) < Long.parseLong(noted)) {
            throw settings.broken();
        }
        try (var connection = settings.connect()) {
            if (!hasTables(connection)) {
                throw settings.broken();
            }
        }
    }

    /**
     * Copies the tables to a new file. H2 2.2 can read a file that was open when the process was
     * killed, but to close that may overwrite what is still needed, and leaves it unreadable.
     */
    private void replaceByCopy() throws SQLException, IOException {
        var copy =
                new DatabaseSettings(
                        "jdbc:h2:file:" + file(".copy"),
                        settings.user(),
                        settings.password(),
                        settings.maxWait(),
                        settings.maxAnswer());
        var target = file(".copy" + SUFFIX);
        Files.deleteIfExists(target);
        try (var from = settings.connect();
                var read = from.createStatement();
                var to = copy.connect();
                var write = to.createStatement()) {
            boolean hasTables = hasTables(from);
            try (var script = read.executeQuery("script")) {
                while (hasTables && script.next()) {
                    write.execute(script.getString(1));
                }
            }
            write.execute("shutdown");
            read.execute("shutdown immediately");
            if (!hasTables) {
                throw settings.broken();
            }
        }
        Files.move(target, file(SUFFIX), StandardCopyOption.ATOMIC_MOVE);
    }

    private static boolean hasTables(Connection connection) throws SQLException {
        try (var tables =
                connection
                        .getMetaData()
                        .getTables(null, "PUBLIC", "%", new String[] {"TABLE", "BASE TABLE"})) {
            return tables.next();
        }
    }

    /** Writes the file anew, and closes the database, whoever is connected. */
    void close() {
        if (!settings.isOwnFile()) {
            return;
        }
        try (var connection = settings.connect();
                var statement = connection.createStatement()) {
            statement.execute("shutdown compact");
            Files.writeString(note(), Long.toString(Files.size(file(SUFFIX))));
        } catch (SQLException | IOException e) {
            warn(e);
        }
    }

    private static void warn(Exception e) {
        LOG.log(Level.WARNING, "The database file still holds what was deleted.", e);
    }

    private Path note() {
        return file(".length");
    }

    private Path file(String suffix) {
        var file = settings.address();
        var home = System.getProperty("user.home");
        return Path.of((file.startsWith("~") ? home + file.substring(1) : file) + suffix);
    }
}
