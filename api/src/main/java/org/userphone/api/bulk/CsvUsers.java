package org.userphone.api.bulk;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.userphone.api.contract.Gender;
import org.userphone.api.contract.PortableUser;
import org.userphone.api.contract.SetHumanProfile;
import org.userphone.api.contract.UserState;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;

/**
 * Users in CSV (RFC 4180): the first record names the columns, in any order. Columns are parted by
 * commas, or by semicolons if the first record has no comma. An empty value is none.
 */
final class CsvUsers implements UserFormat {

    /** A column of a file. */
    private enum Column {
        USER_ID((user, value) -> user.setUserId(value)),
        EXTERNAL_ID((user, value) -> user.setExternalId(value)),
        ORGANIZATION_ID((user, value) -> user.setOrganizationId(value)),
        USERNAME((user, value) -> user.setUsername(value)),
        STATE((user, value) -> user.setState(named(UserState.class, "USER_STATE_", value))),
        GIVEN_NAME((user, value) -> profile(user).setGivenName(value)),
        FAMILY_NAME((user, value) -> profile(user).setFamilyName(value)),
        NICK_NAME((user, value) -> profile(user).setNickName(value)),
        DISPLAY_NAME((user, value) -> profile(user).setDisplayName(value)),
        PREFERRED_LANGUAGE((user, value) -> profile(user).setPreferredLanguage(value)),
        GENDER((user, value) -> profile(user).setGender(named(Gender.class, "GENDER_", value))),
        EMAIL((user, value) -> user.getHumanBuilder().getEmailBuilder().setEmail(value)),
        EMAIL_VERIFIED(
                (user, value) ->
                        user.getHumanBuilder().getEmailBuilder().setIsVerified(truth(value))),
        PHONE((user, value) -> user.getHumanBuilder().getPhoneBuilder().setPhone(value)),
        PHONE_VERIFIED(
                (user, value) ->
                        user.getHumanBuilder().getPhoneBuilder().setIsVerified(truth(value)));

        private final BiConsumer<PortableUser.Builder, String> setter;

        Column(BiConsumer<PortableUser.Builder, String> setter) {
            this.setter = setter;
        }

        /** As it stands in files: {@code userId}. */
        String title() {
            var words = name().toLowerCase(Locale.ROOT).split("_");
            return Stream.of(words)
                    .skip(1)
                    .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
                    .collect(Collectors.joining("", words[0], ""));
        }

        static Optional<Column> of(String title) {
            return Stream.of(values())
                    .filter(column -> column.title().equalsIgnoreCase(title.strip()))
                    .findFirst();
        }
    }

    private final List<Column> columns;
    private final char separator;

    /**
     * @param titles the first record
     * @throws Rejection with {@link Reason#INVALID_REQUEST} if a column is unknown or there twice
     */
    CsvUsers(FileRecord titles) {
        var text = titles.text();
        this.separator = text.indexOf(',') < 0 ? ';' : ',';
        this.columns = new ArrayList<>();
        for (var title : values(text)) {
            var column = Column.of(title).filter(known -> !columns.contains(known));
            columns.add(
                    column.orElseThrow(
                            () ->
                                    new Rejection(
                                            Reason.INVALID_REQUEST,
                                            "column "
                                                    + (columns.size() + 1)
                                                    + " is unknown or there twice")));
        }
    }

    private List<String> values(String text) {
        var parser =
                CsvReader.builder()
                        .fieldSeparator(separator)
                        .allowExtraCharsAfterClosingQuote(false);
        try (var records = parser.ofCsvRecord(text)) {
            return records.stream().findFirst().orElseThrow().getFields();
        } catch (CsvParseException e) {
            throw new Rejection(Reason.INVALID_REQUEST, "line is not CSV");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public PortableUser read(FileRecord record) {
        var values = values(record.text());
        if (values.size() != columns.size()) {
            throw new Rejection(
                    Reason.INVALID_REQUEST,
                    "line has %d values and not %d".formatted(values.size(), columns.size()));
        }
        var user = PortableUser.newBuilder();
        for (int i = 0; i < values.size(); i++) {
            if (!values.get(i).isEmpty()) {
                columns.get(i).setter.accept(user, values.get(i));
            }
        }
        return user.build();
    }

    private static SetHumanProfile.Builder profile(PortableUser.Builder user) {
        return user.getHumanBuilder().getProfileBuilder();
    }

    private static boolean truth(String value) {
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new Rejection(Reason.INVALID_REQUEST, "value is not true or false");
        };
    }

    /** With or without the prefix of the contract, in small letters or capitals. */
    private static <E extends Enum<E>> E named(Class<E> type, String prefix, String value) {
        var name = value.toUpperCase(Locale.ROOT);
        try {
            return Enum.valueOf(type, name.startsWith(prefix) ? name : prefix + name);
        } catch (IllegalArgumentException e) {
            throw new Rejection(
                    Reason.INVALID_REQUEST, "value is no " + prefix.replace('_', ' ').strip());
        }
    }
}
