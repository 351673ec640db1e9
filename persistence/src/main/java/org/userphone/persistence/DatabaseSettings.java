package org.userphone.persistence;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import org.eclipse.microprofile.config.Config;
import org.eclipse.persistence.config.PersistenceUnitProperties;
import org.userphone.domain.StartRefused;
import org.userphone.domain.settings.Settings;

/**
 * The address and the credentials of the database, and how long it may keep a caller waiting. The
 * prefix of the address selects the driver; options that the address contains take precedence over
 * the ones here.
 *
 * @param maxWait for a free connection, or for the database to accept a new one; at least a second
 * @param maxAnswer how long a statement may take, with the locks that it waits for; zero for no
 *     bound
 */
record DatabaseSettings(
        String url, String user, String password, Duration maxWait, Duration maxAnswer) {

    private static final Duration MIN_BOUND = Duration.ofSeconds(1);
    private static final Duration MAX_BOUND = Duration.ofMinutes(5);

    /** What a statement may take longer until its connection is cut, in the place of a cancel. */
    private static final Duration CANCEL = Duration.ofSeconds(1);

    private static final String H2 = "jdbc:h2:";
    private static final String POSTGRESQL = "jdbc:postgresql:";

    private static final Map<String, String> H2_OPTIONS =
            Map.of(
                    // Milliseconds: a commit is in the file before it is acknowledged, so that kill
                    // -9 loses nothing.
                    "WRITE_DELAY", "0",
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

    /** What is to be done is told here, as nothing else of the program runs then. */
    private static final String BROKEN =
            "its file is broken, cut off or not to be read. Check the permissions and the disk; if"
                    + " they are in order, keep a copy of the file, then put the last backup in its"
                    + " place and delete the file beside it whose name ends in .length, or save"
                    + " what can be read by H2's tool Recover";

    private static final Map<String, String> POSTGRESQL_OPTIONS =
            Map.of(
                    "ApplicationName",
                    "userphone",
                    // Without the detail of an error, which quotes the values of rows.
                    "logServerErrorDetail",
                    "false",
                    // Seconds; all cancels of the driver wait for each other.
                    "cancelSignalTimeout",
                    Long.toString(CANCEL.toSeconds()),
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
                config.getOptionalValue("userphone.db.password", String.class).orElse(""),
                bound(config, "userphone.db.wait"),
                bound(config, "userphone.db.answer"));
    }

    private static Duration bound(Config config, String key) {
        return new Settings(config).read(key, DatabaseSettings::bound);
    }

    /**
     * @throws IllegalArgumentException if it is not 1 second to 5 minutes, as drivers count in
     *     seconds
     */
    static Duration bound(String text) {
        var bound = Duration.parse(text);
        if (bound.compareTo(MIN_BOUND) < 0 || bound.compareTo(MAX_BOUND) > 0) {
            throw new IllegalArgumentException("it is PT1S to PT5M");
        }
        return bound;
    }

    /** The same database for somebody who waits no longer than this for anything. */
    DatabaseSettings within(Duration bound) {
        return new DatabaseSettings(url, user, password, bound, bound);
    }

    /** The same database for statements that take long, as migrations do. */
    DatabaseSettings withoutBound() {
        return new DatabaseSettings(url, user, password, maxWait, Duration.ZERO);
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
        var properties = credentials();
        if (url.startsWith(H2)) {
            return new org.h2.Driver().connect(withOptions(), properties);
        }
        // The driver lets options in the address take precedence over properties.
        properties.putAll(POSTGRESQL_OPTIONS);
        properties.setProperty("loginTimeout", seconds(maxWait));
        properties.setProperty("connectTimeout", seconds(maxWait));
        if (!maxAnswer.isZero()) {
            properties.setProperty("socketTimeout", seconds(maxAnswer.plus(CANCEL)));
        }
        return new org.postgresql.Driver().connect(url, properties);
    }

    /**
     * What the persistence unit has to know: PostgreSQL cancels a statement that takes too long, so
     * that it waits for no lock any more when nobody waits for it. H2 has a bound for locks.
     */
    Map<String, Object> unit() {
        return isPostgreSql() && !maxAnswer.isZero()
                ? Map.of(
                        PersistenceUnitProperties.QUERY_TIMEOUT,
                        Long.toString(maxAnswer.toMillis()))
                : Map.of();
    }

    private static String seconds(Duration bound) {
        return Long.toString(bound.toSeconds());
    }

    private String withOptions() {
        var given = url.toUpperCase(Locale.ROOT);
        var complete = new StringBuilder(url);
        var options = new HashMap<>(H2_OPTIONS);
        if (!maxAnswer.isZero()) {
            options.put("LOCK_TIMEOUT", Long.toString(maxAnswer.toMillis()));
        }
        options.forEach(
                (option, value) -> {
                    if (!given.contains(";" + option + "=")) {
                        complete.append(';').append(option).append('=').append(value);
                    }
                });
        return complete.toString();
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

    /**
     * The error message for the operator when the file of the embedded database has lost something.
     */
    StartRefused broken() {
        return new StartRefused(
                "The database at " + address() + " cannot be used: " + BROKEN + ".");
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
            case "90028", "90030", "90031", "HY000" -> BROKEN;
            case "90048" -> "another version of H2 has made it, whose files this one does not read";
            default -> "it says " + e.getSQLState();
        };
    }

    /** Masked: without the password, and without options that may contain one. */
    @Override
    public String toString() {
        return "DatabaseSettings[" + address() + "]";
    }
}
