package org.userphone.bench;

import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a run has seen, as it is kept.
 *
 * @param residentMebibytes the program's memory under load
 * @param overloadedMebibytes the same after three times as many calls as it could answer
 */
record Results(
        String at,
        String java,
        int cores,
        String database,
        String plan,
        Installation.Start start,
        long residentMebibytes,
        long overloadedMebibytes,
        List<Figures> figures,
        List<Overload.Figures> overload,
        List<Attacks.Figures> attacks) {

    /** Answers that were wrong or lost, and attacks that succeeded. */
    long errors() {
        return figures.stream().mapToLong(Figures::errors).sum()
                + overload.stream().mapToLong(Overload.Figures::errors).sum()
                + attacks.stream().filter(Attacks.Figures::succeeded).count();
    }

    void write(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        var gson = new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();
        Files.writeString(file, gson.toJson(this) + "\n");
    }

    /** None if there is no such file. */
    static Optional<Results> read(Path file) throws IOException {
        return Files.exists(file)
                ? Optional.of(
                        new GsonBuilder().create().fromJson(Files.readString(file), Results.class))
                : Optional.empty();
    }
}
