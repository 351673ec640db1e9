package org.userphone.persistence;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import org.eclipse.microprofile.config.Config;
import org.userphone.domain.StartRefused;

/**
 * The address and the credentials of the database. The prefix of the address selects the driver;
 * options that the address contains take precedence over the ones here.
 */
record DatabaseSettings(String url, String user, String password) {

    private static final String H2 = "jdbc:h2:";
    private static final String POSTGRESQL = "jdbc:postgresql:";

    private static final Map<String, String> H2_OPTIONS =
            Map.of(
                    // Milliseconds: a commit is in the file before it is acknowledged, so that kill
                    // -9 loses nothing.
                    "WRITE_DELAY", "0",
                    // Milliseconds; the default of one second would refuse writers that may wait.
                    "LOCK_TIMEOUT", "30000",
                    // The pool closes the database; a shutdown hook would do so while requests
                    // still finish.
                    "DB_CLOSE_ON_EXIT", "FALSE",
                    // Accept "on conflict do nothing" as PostgreSQL does.
                    "MODE", "PostgreSQL",
                    // Without this, a time in the hour that summer time repeats would be stored
                    // ambiguously.
                    "TIME ZONE", "UTC",
                    // Write no trace file: it quotes the values of rows.
                    "TRACE_LEVEL_FILE", "0");

    private static final Map<String, String> POSTGRESQL_OPTIONS =
            Map.of(
                    "ApplicationName",
                    "userphone",
                    // Without the detail of an error, which quotes the values of rows.
                    "logServerErrorDetail",
                    "false",
                    // Seconds; longer than a writer waits for another writer of the same user.
                    "socketTimeout",
                    "60",
                    "connectTimeout",
                    "10",
                    "tcpKeepAlive",
                    "true");

    boolean isPostgreSql() {
        return url.startsWith(POSTGRESQL);
    }

    /** Whether it is an H2 file that this process alone has open. */
    boolean isOwnFile() {
        return url.startsWith(H2 + "file:")
                && !url.toUpperCase(Locale.ROOT).contains(";AUTO_SERVER=TRUE");
    }

    /**
     * @throws StartRefused if the address is of another kind of database
     */
    DatabaseSettings {
        if (!url.startsWith(H2) && !url.startsWith(POSTGRESQL)) {
            throw new StartRefused(
                    "The setting userphone.db.url must begin with jdbc:postgresql: or jdbc:h2:.");
        }
    }

    static DatabaseSettings of(Config config) {
        return new DatabaseSettings(
                config.getOptionalValue("userphone.db.url", String.class)
                        .orElseGet(() -> H2 + "file:" + folder(config) + "/userphone"),
                config.getOptionalValue("userphone.db.user", String.class).orElse(""),
                config.getOptionalValue("userphone.db.password", String.class).orElse(""));
    }

    /**
     * The folder of the embedded database. Its default is repeated here because some servers ask
     * for a connection before they make our own settings file available.
     */
    private static Path folder(Config config) {
        return Path.of(
                        config.getOptionalValue("userphone.data", String.class)
                                .orElse("userphone-data"))
                .toAbsolutePath();
    }

    Connection connect() throws SQLException {
        return url.startsWith(H2)
                ? new org.h2.Driver().connect(withOptions(), credentials())
                : new org.postgresql.Driver().connect(url, withOptionsOf(credentials()));
    }

    private String withOptions() {
        var given = url.toUpperCase(Locale.ROOT);
        var complete = new StringBuilder(url);
        H2_OPTIONS.forEach(
                (option, value) -> {
                    if (!given.contains(";" + option + "=")) {
                        complete.append(';').append(option).append('=').append(value);
                    }
                });
        return complete.toString();
    }

    /**
     * Adds the options as properties; the PostgreSQL driver lets options in the address take
     * precedence over them.
     */
    private static Properties withOptionsOf(Properties credentials) {
        credentials.putAll(POSTGRESQL_OPTIONS);
        return credentials;
    }

    private Properties credentials() {
        var credentials = new Properties();
        if (!user.isEmpty()) {
            credentials.setProperty("user", user);
        }
        if (!password.isEmpty()) {
            credentials.setProperty("password", password);
        }
        return credentials;
    }

    /** The address without options and credentials. */
    String address() {
        return url.replaceFirst("^jdbc:(postgresql|h2):", "")
                .replaceFirst("[?;].*", "")
                .replaceFirst("^file:", "")
                .replaceFirst("^//", "")
                .replaceFirst("^.*@", "");
    }

    /** The error message for the operator when the database cannot be reached. */
    StartRefused refusal(SQLException e) {
        return new StartRefused(
                "The database at " + address() + " cannot be reached: " + reason(e) + ".", e);
    }

    /**
     * The cause in our own words: the messages of the drivers may quote the address with all its
     * options.
     */
    private static String reason(SQLException e) {
        return switch (String.valueOf(e.getSQLState())) {
            case "08001", "08004", "08006" -> "nobody answers there";
            case "28000", "28P01" -> "the user or the password is wrong";
            case "3D000" -> "there is no database of that name";
            case "53300" -> "it has no connection to spare";
            case "90020" -> "another process has it open";
            default -> "it says " + e.getSQLState();
        };
    }

    /** Masked: without the password, and without options that may contain one. */
    @Override
    public String toString() {
        return "DatabaseSettings[" + address() + "]";
    }
}
