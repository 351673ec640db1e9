package org.userphone.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import com.google.rpc.Status;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.userphone.api.contract.CreateUserResponse;
import org.userphone.api.status.HttpStatus;

/**
 * Who may do what (protocol section 2.8): every call by every kind of caller, on a user of the
 * organisation acme and on one that does not exist, with the HTTP status of the answer. A caller's
 * own texts are those of its organisation; the admin has none.
 */
public final class PermissionTable {

    private static final String ANSWERS =
            """
            call            | nobody minnie acme other reader admin | nobody admin on an unknown user
            set, send       |    403    200  200   403    403   200 |    404   404
            set, return     |    403    403  200   403    403   200 |    404   404
            set, verified   |    403    403  200   403    403   200 |    404   404
            resend, send    |    403    200  200   403    403   200 |    404   404
            resend, return  |    403    403  200   403    403   200 |    404   404
            verify          |    200    200  200   200    200   200 |    404   404
            verify e-mail   |    200    200  200   200    200   200 |    404   404
            remove          |    403    200  200   403    403   200 |    404   404
            update, name    |    403    200  200   403    403   200 |    404   404
            update, send    |    403    200  200   403    403   200 |    404   404
            update, return  |    403    403  200   403    403   200 |    404   404
            update, verified|    403    403  200   403    403   200 |    404   404
            update, vouch   |    403    403  200   403    403   200 |    404   404
            lock            |    403    403  200   403    403   200 |    404   404
            deactivate      |    403    403  200   403    403   200 |    404   404
            delete          |    403    403  200   403    403   200 |    404   404
            unlock          |    403    403  200   403    403   200 |    404   404
            reactivate      |    403    403  200   403    403   200 |    404   404
            get             |    403    200  200   403    200   200 |    404   404
            list users      |    200    200  200   200    200   200 |    200   200
            list events     |    403    403  200   200    403   200 |    403   200
            get text        |    403    403  403   403    403   200 |    403   200
            set text        |    403    403  403   403    403   200 |    403   200
            reset text      |    403    403  403   403    403   404 |    403   404
            get own text    |    403    403  200   200    403   403 |    403   403
            set own text    |    403    403  200   200    403   403 |    403   403
            reset own text  |    403    403  404   404    403   403 |    403   403
            list messages   |    403    403  200   403    200   200 |    404   404
            get phone code  |    403    200  200   403    200   200 |    404   404
            search messages |    403    403  200   200    200   200 |    403   200
            send message    |    404    404  404   404    404   404 |    404   404
            give up message |    404    404  404   404    404   404 |    404   404
            get me          |    200    200  200   200    200   200 |    200   200
            import users    |    403    403  200   200    403   200 |    403   200
            export users    |    403    403  200   200    200   200 |    403   200
            export user     |    403    200  200   403    200   200 |    404   404
            sum messages    |    403    403  403   403    403   200 |    403   200
            statistics      |    403    403  200   200    200   200 |    403   200
            list keys       |    403    403  403   403    403   200 |    403   200
            list limits     |    403    403  403   403    403   200 |    403   200
            check limits    |    403    403  200   403    200   200 |    404   404
            check a number  |    403    403  403   403    403   200 |    403   200
            search counts   |    403    403  403   403    403   200 |    403   200
            clear count     |    403    403  403   403    403   404 |    403   404
            get system      |    403    403  403   403    403   200 |    403   200
            list settings   |    403    403  403   403    403   200 |    403   200
            list issuers    |    403    403  403   403    403   200 |    403   200
            check token     |    403    403  403   403    403   200 |    403   200
            list providers  |    403    403  403   403    403   200 |    403   200
            provider status |    403    403  403   403    403   200 |    403   200
            get provider    |    403    403  403   403    403   404 |    403   404
            add Twilio      |    403    403  403   403    403   200 |    403   200
            update Twilio   |    403    403  403   403    403   404 |    403   404
            update token    |    403    403  403   403    403   404 |    403   404
            add HTTP        |    403    403  403   403    403   200 |    403   200
            update HTTP     |    403    403  403   403    403   404 |    403   404
            activate        |    403    403  403   403    403   404 |    403   404
            switch off      |    403    403  403   403    403   404 |    403   404
            remove provider |    403    403  403   403    403   404 |    403   404
            order providers |    403    403  403   403    403   200 |    403   200
            test provider   |    403    403  403   403    403   404 |    403   404
            create          |    403    403  200   403    403   200 |    403   200
            create, own id  |    403    403  403   403    403   200 |    403   200
            create machine  |    403    403  200   403    403   200 |    403   200
            add human       |    403    403  200   403    403   200 |    403   200
            add, own id     |    403    403  403   403    403   200 |    403   200
            """;

    /** What each call is; minnie stands for the user that it is about. */
    private static final String REQUESTS =
            """
            set, send       | SetPhone        | {"userId":"minnie","phone":"+41791234568"}
            set, return     | SetPhone        | {"userId":"minnie","phone":"+41791234568","returnCode":{}}
            set, verified   | SetPhone        | {"userId":"minnie","phone":"+41791234568","isVerified":true}
            resend, send    | ResendPhoneCode | {"userId":"minnie"}
            resend, return  | ResendPhoneCode | {"userId":"minnie","returnCode":{}}
            verify          | VerifyPhone     | {"userId":"minnie","verificationCode":"<phone code>"}
            verify e-mail   | VerifyEmail     | {"userId":"minnie","verificationCode":"<email code>"}
            remove          | RemovePhone     | {"userId":"minnie"}
            update, name    | UpdateUser      | {"userId":"minnie","username":"m"}
            update, send    | UpdateUser      | {"userId":"minnie","human":{"phone":{"phone":"+41791234568"}}}
            update, return  | UpdateUser      | {"userId":"minnie","human":{"phone":{"phone":"+41791234568","returnCode":{}}}}
            update, verified| UpdateUser      | {"userId":"minnie","human":{"phone":{"phone":"+41791234568","isVerified":true}}}
            update, vouch   | UpdateHumanUser | {"userId":"minnie","phone":{"isVerified":true}}
            lock            | LockUser        | {"userId":"minnie"}
            deactivate      | DeactivateUser  | {"userId":"minnie"}
            delete          | DeleteUser      | {"userId":"minnie"}
            unlock          | UnlockUser      | {"userId":"minnie"}
            reactivate      | ReactivateUser  | {"userId":"minnie"}
            get             | GetUserByID     | {"userId":"minnie"}
            list users      | ListUsers       | {}
            list events     | ListEvents      | {"aggregateId":"minnie"}
            get text        | GetCustomVerifyPhoneMessageText | {"language":"de"}
            set text        | SetDefaultVerifyPhoneMessageText | {"language":"de","text":"{{.Code}}"}
            reset text      | ResetCustomVerifyPhoneMessageTextToDefault | {"language":"de"}
            get own text    | ManagementService_GetCustomVerifyPhoneMessageText | {"language":"de"}
            set own text    | SetCustomVerifyPhoneMessageText | {"language":"de","text":"{{.Code}}"}
            reset own text  | ManagementService_ResetCustomVerifyPhoneMessageTextToDefault | {"language":"de"}
            list messages   | ListPhoneMessages | {"userId":"minnie"}
            get phone code  | GetPhoneCode    | {"userId":"minnie"}
            search messages | SearchSmsMessages | {"userId":"minnie"}
            send message    | SendSmsMessage  | {"id":"minnie"}
            give up message | GiveUpSmsMessage | {"id":"minnie"}
            get me          | GetMe           | {}
            import users    | ImportUsers     | {}
            export users    | ExportUsers     | {}
            export user     | ExportUser      | {"userId":"minnie"}
            sum messages    | ListSmsUsage    | {}
            statistics      | SearchSmsStatistics | {}
            list keys       | ListKeyUse      | {}
            list limits     | ListLimits      | {}
            check limits    | CheckLimits     | {"userId":"minnie"}
            check a number  | CheckLimits     | {"phone":"+41791234567"}
            search counts   | SearchLimitCounts | {}
            clear count     | ClearLimitCount | {"count":"NUMBER:minnie"}
            get system      | GetSystem       | {}
            list settings   | ListSettings    | {}
            list issuers    | ListIssuers     | {}
            check token     | CheckToken      | {"token":"none"}
            list providers  | ListSMSProviders | {}
            provider status | ListSmsProviderStatus | {}
            get provider    | GetSMSProvider | {"id":"1"}
            add Twilio      | AddSMSProviderTwilio | {"sid":"AC0123456789abcdef0123456789abcdef","token":"t","senderNumber":"ACME"}
            update Twilio   | UpdateSMSProviderTwilio | {"id":"1","sid":"AC0123456789abcdef0123456789abcdef","senderNumber":"ACME"}
            update token    | UpdateSMSProviderTwilioToken | {"id":"1","token":"t"}
            add HTTP        | AddSMSProviderHTTP | {"endpoint":"https://hooks.example.com/"}
            update HTTP     | UpdateSMSProviderHTTP | {"id":"1","endpoint":"https://hooks.example.com/"}
            activate        | ActivateSMSProvider | {"id":"1"}
            switch off      | DeactivateSMSProvider | {"id":"1"}
            remove provider | RemoveSMSProvider | {"id":"1"}
            order providers | OrderSmsProviders | {}
            test provider   | TestSmsProvider | {"id":"1","phone":"+41791234567"}
            create, own id  | CreateUser      | {"organizationId":"acme","userId":"daisy","human":{"profile":{"givenName":"D","familyName":"D"},"email":{"email":"daisy@example.com"}}}
            create          | CreateUser      | {"organizationId":"acme","human":{"profile":{"givenName":"D","familyName":"D"},"email":{"email":"daisy@example.com"}}}
            create machine  | CreateUser      | {"organizationId":"acme","machine":{"name":"Robot"}}
            add, own id     | AddHumanUser    | {"organization":{"orgId":"acme"},"userId":"daisy","profile":{"givenName":"D","familyName":"D"},"email":{"email":"daisy@example.com"}}
            add human       | AddHumanUser    | {"organization":{"orgId":"acme"},"profile":{"givenName":"D","familyName":"D"},"email":{"email":"daisy@example.com"}}
            """;

    /** What has to happen to the user before. */
    private static final Map<String, String> BEFORE =
            Map.of("unlock", "LockUser", "reactivate", "DeactivateUser");

    private static final String MINNIE =
            """
            {"organizationId":"acme","userId":"minnie","human":{
             "profile":{"givenName":"Minnie","familyName":"Mouse"},
             "email":{"email":"minnie@example.com","returnCode":{}},
             "phone":{"phone":"+41791234567","returnCode":{}}}}
            """;

    private static final Map<String, List<String>> CALLS =
            REQUESTS.lines()
                    .map(line -> Stream.of(line.split("\\|", 3)).map(String::strip).toList())
                    .collect(Collectors.toMap(line -> line.get(0), line -> line));

    private PermissionTable() {}

    /**
     * One cell of the table.
     *
     * @param user whom the call is about, minnie or one that does not exist
     */
    public record Cell(String call, String caller, String user, int http) {

        /** Makes the call in a world in which minnie's address and number wait for their codes. */
        public void check(World world) {
            var added =
                    (CreateUserResponse)
                            answer(world, World.Call.of("admin", "CreateUser", MINNIE));
            world.advance(Duration.ofMinutes(1));
            if (BEFORE.containsKey(call)) {
                answer(world, World.Call.of("admin", BEFORE.get(call), "{\"userId\":\"minnie\"}"));
            }
            var request =
                    CALLS.get(call)
                            .get(2)
                            .replace("<phone code>", added.getPhoneCode())
                            .replace("<email code>", added.getEmailCode())
                            .replace("minnie", user);

            var answer = answer(world, World.Call.of(caller, CALLS.get(call).get(1), request));

            assertThat(answer instanceof Status refusal ? HttpStatus.of(refusal.getCode()) : 200)
                    .as("%s", answer)
                    .isEqualTo(http);
        }

        private static Message answer(World world, World.Call call) {
            return world.call(call).orElseThrow();
        }
    }

    public static Stream<Cell> cells() {
        var lines = ANSWERS.lines().map(line -> line.split("\\|")).toList();
        var callers = words(lines.get(0)[1]);
        return lines.stream()
                .skip(1)
                .flatMap(
                        line ->
                                Stream.concat(
                                        cells(line[0].strip(), callers, "minnie", words(line[1])),
                                        cells(
                                                line[0].strip(),
                                                List.of("nobody", "admin"),
                                                "unknown",
                                                words(line[2]))));
    }

    private static Stream<Cell> cells(
            String call, List<String> callers, String user, List<String> statuses) {
        return IntStream.range(0, statuses.size())
                .mapToObj(
                        i ->
                                new Cell(
                                        call,
                                        callers.get(i),
                                        user,
                                        Integer.parseInt(statuses.get(i))));
    }

    private static List<String> words(String line) {
        return List.of(line.strip().split(" +"));
    }
}
