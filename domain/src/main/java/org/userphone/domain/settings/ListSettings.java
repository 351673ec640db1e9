package org.userphone.domain.settings;

import jakarta.inject.Inject;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.UseCase;
import org.userphone.domain.access.Caller;
import org.userphone.domain.access.Permission;

/**
 * Lists the settings in force, and where their values come from. Only what the program declares is
 * looked at, and no secret is shown. This requires {@code iam.read} in every organisation.
 */
@UseCase
public class ListSettings {

    /** The settings whose values are not shown, as their descriptions tell. */
    public static final Set<String> SECRETS =
            Set.of(
                    "userphone.db.password",
                    "userphone.keys",
                    "userphone.test.numbers",
                    "userphone.sms.twilio.token",
                    "userphone.sms.webhook.keys",
                    "userphone.sms.smpp.password",
                    "userphone.sms.receipts.tokens",
                    "userphone.otel.exporter.otlp.headers");

    private static final String HIDDEN = "…";

    /** User and password before the host of a URL. */
    private static final Pattern CREDENTIALS = Pattern.compile("(?<=://)\\S*@");

    /** What follows the path of a URL, or of the address of a database. */
    private static final Pattern OPTIONS =
            Pattern.compile("^(jdbc:[^?;]*|[a-z][a-z0-9+.-]*://[^?#]*)[?;#].*", Pattern.DOTALL);

    private final Settings settings;
    private final SettingsForm form;
    private final List<SettingInForce> all;

    @Inject
    public ListSettings(Settings settings) {
        this.settings = settings;
        this.form = SettingsForm.shipped();
        this.all = read();
    }

    /**
     * Those whose keys begin like this, in the order of their keys.
     *
     * @param prefix of the keys; empty for all of them
     * @throws Rejection with {@link Reason#CALL_NOT_PERMITTED}
     */
    public List<SettingInForce> list(Caller caller, String prefix) {
        caller.requireEverywhere(Permission.IAM_READ);
        return all.stream().filter(setting -> setting.key().startsWith(prefix)).toList();
    }

    /** Settings are read once, when the application starts. */
    private List<SettingInForce> read() {
        var issuers =
                settings.find("userphone.issuers", text -> List.of(text.split(",")))
                        .orElse(List.of());
        return Stream.concat(
                        form.declared().filter(key -> key.matches("(userphone|mp\\.jwt)\\..+")),
                        Stream.concat(Stream.of("default"), issuers.stream().map(String::strip))
                                .flatMap(form::declaredOf)
                                .filter(key -> settings.find(key, text -> text).isPresent()))
                .sorted()
                .map(this::setting)
                .toList();
    }

    private SettingInForce setting(String key) {
        var value = settings.find(key, String::strip).orElse("");
        boolean isSecret = SECRETS.contains(key);
        var source = settings.source(key);
        boolean isShipped = source == SettingSource.FILE && form.isDefault(key, value);
        return new SettingInForce(
                key,
                isSecret ? "" : shown(value),
                isSecret,
                isShipped ? SettingSource.DEFAULT : source);
    }

    private static String shown(String value) {
        var anonymous = CREDENTIALS.matcher(value).replaceAll(HIDDEN + "@");
        return OPTIONS.matcher(anonymous).replaceFirst("$1" + HIDDEN);
    }
}
