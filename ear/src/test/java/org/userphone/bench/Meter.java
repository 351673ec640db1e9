package org.userphone.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Reads what all nodes and their database have cost. */
final class Meter implements AutoCloseable {

    /** Statements, but for the questions of this meter; and transactions that wrote something. */
    private static final String COUNTED =
            """
            select sum(calls), pg_snapshot_xmax(pg_current_snapshot())::text::bigint
            from pg_stat_statements
            where query ~* '^(select|insert|update|delete|with)'
                and query not like '%pg_stat_statements%'
            """;

    private final List<ProcessMeter> nodes;
    private final long postmaster;
    private final Connection database;

    /**
     * @param nodes their processes
     */
    Meter(List<Long> nodes, Connection database) throws SQLException, IOException {
        this.nodes = nodes.stream().map(ProcessMeter::new).toList();
        this.database = database;
        this.postmaster = postmaster(database);
    }

    private static long postmaster(Connection database) throws SQLException, IOException {
        try (var statement = database.createStatement();
                var row = statement.executeQuery("show data_directory")) {
            row.next();
            var file = Path.of(row.getString(1), "postmaster.pid");
            return Long.parseLong(Files.readAllLines(file).get(0).strip());
        }
    }

    Costs read() {
        try (var statement = database.createStatement();
                var counted = statement.executeQuery(COUNTED)) {
            counted.next();
            return new Costs(
                    sum(nodes.stream().map(ProcessMeter::cpu)),
                    ofDatabase(),
                    nodes.stream().mapToLong(ProcessMeter::allocated).sum(),
                    counted.getLong(1),
                    counted.getLong(2));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The first process with all its children that have ended, and those that live. */
    private Duration ofDatabase() {
        var children =
                ProcessHandle.of(postmaster).stream()
                        .flatMap(ProcessHandle::children)
                        .map(child -> ProcessMeter.cpu(child.pid(), 2));
        return ProcessMeter.cpu(postmaster, 4).plus(sum(children));
    }

    private static Duration sum(Stream<Duration> times) {
        return times.reduce(Duration.ZERO, Duration::plus);
    }

    /** What the compilers of all nodes have cost by now. */
    Duration compiling() throws IOException {
        var all = Duration.ZERO;
        for (var node : nodes) {
            all = all.plus(node.compiling());
        }
        return all;
    }

    /** What all nodes have of the memory, in MiB. */
    long residentMebibytes() throws IOException {
        long all = 0;
        for (var node : nodes) {
            all += node.residentMebibytes();
        }
        return all;
    }

    @Override
    public void close() throws IOException, SQLException {
        for (var node : nodes) {
            node.close();
        }
        database.close();
    }
}
