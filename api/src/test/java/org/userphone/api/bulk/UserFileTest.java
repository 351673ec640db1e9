package org.userphone.api.bulk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.userphone.api.bulk.UserFile.Kind;
import org.userphone.api.contract.Gender;
import org.userphone.api.contract.PortableUser;
import org.userphone.api.contract.UserState;
import org.userphone.domain.Rejection;

/** What files of users hold, line by line. */
class UserFileTest {

    private static final String USER =
            "{\"externalId\":\"%s\",\"human\":{\"email\":{\"email\":\"a@example.com\"}}}";

    @Test
    void linesAreReadWithTheirNumbersWhateverTheirEndsAndBlankOnesAreNone() throws IOException {
        var file = "\uFEFF" + USER.formatted("1") + "\r\n\n  \n" + USER.formatted("2");

        var records = records(Kind.NDJSON, file);

        assertThat(records).extracting(FileRecord::line).containsExactly(1, 4);
        assertThat(users(Kind.NDJSON, file))
                .extracting(PortableUser::getExternalId)
                .containsExactly("1", "2");
    }

    @Test
    void aLineThatIsTooLongIsRefusedAndTheNextOneIsRead() throws IOException {
        var file = "x".repeat(FileRecord.MAX_BYTES + 1) + "\n" + USER.formatted("2") + "\n";

        var records = records(Kind.NDJSON, file);

        assertThat(records).extracting(FileRecord::isWhole).containsExactly(false, true);
        assertThatThrownBy(() -> JsonUsers.PORTABLE.read(records.get(0)))
                .hasMessage("line is longer than 65536 bytes");
        assertThat(records.get(0).bytes()).hasSize(FileRecord.MAX_BYTES);
    }

    @Test
    void aLongestLineIsWhole() throws IOException {
        assertThat(records(Kind.NDJSON, "x".repeat(FileRecord.MAX_BYTES) + "\nx"))
                .extracting(FileRecord::isWhole)
                .containsExactly(true, true);
    }

    @Test
    void bytesThatAreNoTextRefuseTheirLineOnly() throws IOException {
        var in =
                new SequenceInputStream(
                        new ByteArrayInputStream(new byte[] {(byte) 0xC3, '\n'}),
                        new ByteArrayInputStream(USER.formatted("2").getBytes(UTF_8)));
        var file = UserFile.open(Kind.NDJSON, in);
        var bad = file.records().next().orElseThrow();

        assertThatThrownBy(() -> file.format().read(bad)).hasMessage("body is not UTF-8");
        assertThat(file.format().read(file.records().next().orElseThrow()).getExternalId())
                .isEqualTo("2");
    }

    @Test
    void csvHasItsColumnsInAnyOrderAndValuesOfSeveralLines() throws IOException {
        var file =
                """
                email,EMAILVERIFIED,phone,phoneVerified,externalId,givenName,familyName,state,gender
                a@example.com,TRUE,+41791234567,false,1,"Min
                nie ""M"", jr",Mouse,locked,female
                b@example.com,,,,2,Daisy,Duck,,
                """;

        var users = users(Kind.CSV, file);

        assertThat(records(Kind.CSV, file)).extracting(FileRecord::line).containsExactly(2, 4);
        var first = users.get(0);
        assertThat(first.getHuman().getProfile().getGivenName()).isEqualTo("Min\nnie \"M\", jr");
        assertThat(first.getHuman().getProfile().getGender()).isEqualTo(Gender.GENDER_FEMALE);
        assertThat(first.getHuman().getEmail().getIsVerified()).isTrue();
        assertThat(first.getHuman().getPhone().getPhone()).isEqualTo("+41791234567");
        assertThat(first.getState()).isEqualTo(UserState.USER_STATE_LOCKED);
        assertThat(users.get(1).getHuman().hasPhone()).isFalse();
    }

    @Test
    void csvMayHaveSemicolonsAsSpreadsheetsOfMostCountriesWriteThem() throws IOException {
        assertThat(users(Kind.CSV, "externalId;email\r\n1;a@example.com\r\n"))
                .extracting(user -> user.getHuman().getEmail().getEmail())
                .containsExactly("a@example.com");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1             | line has 1 values and not 2",
                "1,maybe       | value is not true or false",
                "1,'tr\"ue'    | value is not true or false",
                "\"1\"x,true   | line is not CSV"
            })
    void aLineThatIsNoUserIsRefusedAndTheNextOneIsRead(String line, String why) throws IOException {
        var file = "externalId,emailVerified\n" + line.replace("'", "") + "\n2,true\n";
        var records = records(Kind.CSV, file);
        var format =
                new CsvUsers(new FileRecord(1, "externalId,emailVerified".getBytes(UTF_8), true));

        assertThatThrownBy(() -> format.read(records.get(0))).hasMessage(why);
        assertThat(format.read(records.get(1)).getExternalId()).isEqualTo("2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "externalId,mail\n", "email,email\n"})
    void aCsvFileWhoseColumnsAreUnknownIsRefused(String file) {
        assertThatThrownBy(() -> records(Kind.CSV, file)).isInstanceOf(Rejection.class);
    }

    @Test
    void keycloaksExportIsRead() throws IOException {
        var file =
                """
                {"realm": "acme", "clients": [{"id": "x", "users": ["\\"]}"]}], "enabled": true,
                 "users": [
                  {"id": "2c63a9e8", "username": "minnie", "email": "minnie@example.com",
                   "emailVerified": true, "firstName": "Minnie", "lastName": "Mouse",
                   "enabled": false, "credentials": [{"secretData": "{\\"value\\":\\"[\\"}"}],
                   "attributes": {"phoneNumber": ["+41791234567"], "locale": ["de"],
                                  "phoneNumberVerified": ["true"]}},
                  {"id": "7f", "username": "daisy"}
                 ], "scopeMappings": []}
                """;

        var users = users(Kind.JSON, file);

        assertThat(users).extracting(PortableUser::getUserId).containsExactly("2c63a9e8", "7f");
        var minnie = users.get(0);
        assertThat(minnie.getState()).isEqualTo(UserState.USER_STATE_INACTIVE);
        assertThat(minnie.getHuman().getProfile().getPreferredLanguage()).isEqualTo("de");
        assertThat(minnie.getHuman().getEmail().getIsVerified()).isTrue();
        assertThat(minnie.getHuman().getPhone())
                .isEqualTo(
                        PortableUser.Phone.newBuilder()
                                .setPhone("+41791234567")
                                .setIsVerified(true)
                                .build());
        assertThat(users(Kind.KEYCLOAK, "[{\"id\":\"7f\"}]")).hasSize(1);
    }

    @Test
    void zitadelsListIsRead() throws IOException {
        var file =
                """
                {"details":{"totalResult":"1","timestamp":"2026-01-02T03:04:05Z"},
                 "result":[{"userId":"163840776835432705",
                  "details":{"sequence":"2","changeDate":"2026-01-02T03:04:05Z",
                             "resourceOwner":"163840776835432345"},
                  "state":"USER_STATE_LOCKED","username":"minnie",
                  "loginNames":["minnie@acme.ch"],"preferredLoginName":"minnie@acme.ch",
                  "human":{"profile":{"givenName":"Minnie","familyName":"Mouse",
                    "displayName":"Minnie","preferredLanguage":"en","avatarUrl":"https://x/"},
                   "email":{"email":"minnie@example.com","isVerified":true},
                   "phone":{"phone":"+41791234567","isVerified":true},
                   "passwordChanged":"2026-01-02T03:04:05Z"}}]}
                """;

        var user = users(Kind.JSON, file).get(0);

        assertThat(user.getUserId()).isEqualTo("163840776835432705");
        assertThat(user.getOrganizationId()).isEqualTo("163840776835432345");
        assertThat(user.getState()).isEqualTo(UserState.USER_STATE_LOCKED);
        assertThat(user.getHuman().getPhone().getIsVerified()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1",
                "{}",
                "{\"user\":[]}",
                "{\"users\":{}}",
                "{\"users\"",
                "{users:[]}",
                "[{\"id\":\"1\"}]",
                "{\"users\":[{\"id\":\"1\"}"
            })
    void aDocumentWithoutUsersOrWithoutItsEndIsRefused(String document) {
        assertThatThrownBy(() -> records(Kind.JSON, document)).isInstanceOf(Rejection.class);
    }

    @ParameterizedTest
    @CsvSource({
        ", application/x-ndjson; charset=utf-8, NDJSON",
        ", TEXT/CSV, CSV",
        ", application/json, JSON",
        "keycloak, application/json, KEYCLOAK",
        "zitadel, , ZITADEL",
        ", text/plain,",
        ", ,",
        "xml, text/csv,"
    })
    void theKindOfAFileIsAskedForOrFollowsFromItsType(String asked, String type, Kind kind) {
        assertThat(Kind.of(asked, type)).isEqualTo(Optional.ofNullable(kind));
    }

    private static List<FileRecord> records(Kind kind, String file) throws IOException {
        return all(UserFile.open(kind, new ByteArrayInputStream(file.getBytes(UTF_8))));
    }

    private static List<FileRecord> all(UserFile file) throws IOException {
        var records = new ArrayList<FileRecord>();
        for (var next = file.records().next(); next.isPresent(); next = file.records().next()) {
            records.add(next.get());
        }
        return records;
    }

    private static List<PortableUser> users(Kind kind, String text) throws IOException {
        var file = UserFile.open(kind, new ByteArrayInputStream(text.getBytes(UTF_8)));
        return all(file).stream().map(file.format()::read).toList();
    }
}
