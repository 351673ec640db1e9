package org.userphone.ear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.userphone.ear.Wire.json;

import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.userphone.sms.smpp.FakeSmsc;

/** The packaged program and an SMSC that tells it over its session what became of messages. */
class SmscIT {

    private static final String PHONE = "/v2/users/300000000000000002/phone";
    private static final Pattern CODE = Pattern.compile("\\b[A-Z0-9]{6}\\b");

    private final FakeSmsc smsc = new FakeSmsc();

    @TempDir private Path folder;

    @AfterEach
    void goAway() {
        smsc.close();
    }

    @Test
    void aReceiptIsTakenOverFromASessionThatIsThereFromTheStart() throws Exception {
        try (var program = start()) {
            program.base();
            program.await("the bind", smsc::isBound);
            set(program, "+41791230031");
            program.await("submit_sm", () -> smsc.recipients().contains("+41791230031"));
            program.await("the record", () -> messages(program).body().contains("+…31"));

            smsc.deliverReceipt("id:m1 stat:DELIVRD err:000");

            var message = latest(program);
            assertThat(message.getString("state")).isEqualTo("PHONE_MESSAGE_STATE_DELIVERED");
            assertThat(message.getString("provider")).isEqualTo("smpp");
            assertThat(message.getString("number")).isEqualTo("+…31");
            var code = CODE.matcher(smsc.texts().get(0));
            assertThat(code.find()).isTrue();
            LogSearch.assertClean(program, List.of(code.group(), "+41791230031"));

            set(program, "+41791230032");
            program.await("submit_sm", () -> smsc.recipients().contains("+41791230032"));
            program.await("the record", () -> messages(program).body().contains("+…32"));
            program.stop();
            assertThat(program.exit()).isZero();
        }
        smsc.goAway();
        try (var program = start()) {
            assertThat(new Wire(program.base()).get("/health", null).statusCode()).isEqualTo(200);
            smsc.comeBack();
            program.await("the bind", smsc::isBound);

            smsc.deliverReceipt("id:m2 stat:UNDELIV err:1A");

            var message = latest(program);
            assertThat(message.getString("state")).isEqualTo("PHONE_MESSAGE_STATE_UNDELIVERED");
            assertThat(message.getString("reason")).isEqualTo("undeliverable, error 1A");
            assertThat(smsc.texts()).hasSize(2);
        }
    }

    private Program start() {
        var environment = new HashMap<String, String>();
        environment.put("USERPHONE_SMS_PROVIDER", "smpp");
        environment.put("USERPHONE_SMS_SMPP_HOST", "127.0.0.1");
        environment.put("USERPHONE_SMS_SMPP_PORT", Integer.toString(smsc.port()));
        environment.put("USERPHONE_SMS_SMPP_SYSTEM", "userphone");
        environment.put("USERPHONE_SMS_SMPP_PASSWORD", FakeSmsc.PASSWORD);
        environment.put("USERPHONE_SMS_SMPP_SENDER", "ACME");
        return Program.start(folder, Map.copyOf(environment));
    }

    private static void set(Program program, String number) {
        var wire = new Wire(program.base());
        var set =
                wire.post(
                        PHONE,
                        wire.get("/dev/token", null).body(),
                        "{\"phone\":\"" + number + "\",\"sendCode\":{}}");
        assertThat(set.statusCode()).as(set.body()).isEqualTo(200);
    }

    private static JsonObject latest(Program program) {
        return json(messages(program)).getJsonArray("messages").getJsonObject(0);
    }

    private static HttpResponse<String> messages(Program program) {
        var wire = new Wire(program.base());
        return wire.get(PHONE + "/messages?limit=1", wire.get("/dev/token", null).body());
    }
}
