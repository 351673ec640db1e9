package org.userphone.api.bulk;

import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;

/**
 * A file of users.
 *
 * @param source where the records come from
 * @param format how they are read
 */
record UserFile(ByteSource source, FileRecords records, UserFormat format) {

    private static final String KEYCLOAK = "users";
    private static final String ZITADEL = "result";

    /** The kinds of files. */
    enum Kind {
        NDJSON,
        CSV,
        /** Keycloak's export of a realm, or of its users, or only the array of them. */
        KEYCLOAK,
        /** The answer of ZITADEL's ListUsers, or only the array in it. */
        ZITADEL,
        /** Either of both, which the name of the array tells. */
        JSON;

        /**
         * The kind of a file; empty if it cannot be known.
         *
         * @param asked the name of a kind; null if the request names none
         * @param mediaType of the file; null if the request tells none
         */
        static Optional<Kind> of(String asked, String mediaType) {
            if (asked != null) {
                return Set.of(values()).stream()
                        .filter(kind -> kind.name().equals(asked.toUpperCase(Locale.ROOT)))
                        .findFirst();
            }
            var type = mediaType == null ? "" : mediaType.split(";")[0].strip();
            return switch (type.toLowerCase(Locale.ROOT)) {
                case "application/x-ndjson", "application/jsonl", "application/x-jsonlines" ->
                        Optional.of(NDJSON);
                case "text/csv" -> Optional.of(CSV);
                case "application/json" -> Optional.of(JSON);
                default -> Optional.empty();
            };
        }
    }

    /**
     * Opens a file, whose first line is read if it tells about the others.
     *
     * @throws Rejection with {@link Reason#INVALID_REQUEST} if there are no users in it
     */
    static UserFile open(Kind kind, InputStream in) throws IOException {
        var source = new ByteSource(in);
        return switch (kind) {
            case NDJSON -> new UserFile(source, new Lines(source, false), JsonUsers.PORTABLE);
            case CSV -> {
                var lines = new Lines(source, true);
                var titles =
                        lines.next()
                                .orElseThrow(
                                        () ->
                                                new Rejection(
                                                        Reason.INVALID_REQUEST,
                                                        "body has no line with columns"));
                yield new UserFile(source, lines, new CsvUsers(titles));
            }
            case KEYCLOAK ->
                    new UserFile(
                            source,
                            new JsonElements(source, Set.of(KEYCLOAK)),
                            new KeycloakUsers());
            case ZITADEL ->
                    new UserFile(
                            source, new JsonElements(source, Set.of(ZITADEL)), JsonUsers.ZITADEL);
            case JSON -> {
                var elements = new JsonElements(source, Set.of(KEYCLOAK, ZITADEL));
                yield new UserFile(
                        source,
                        elements,
                        switch (elements.name()) {
                            case KEYCLOAK -> new KeycloakUsers();
                            case ZITADEL -> JsonUsers.ZITADEL;
                            default ->
                                    throw new Rejection(
                                            Reason.INVALID_REQUEST,
                                            "parameter format has to say whose array this is");
                        });
            }
        };
    }
}
