package org.userphone.domain.sms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.userphone.domain.user.People.ACME;
import static org.userphone.domain.user.People.ADMIN;
import static org.userphone.domain.user.People.MINNIE;
import static org.userphone.domain.user.People.NUMBER;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.userphone.domain.InMemoryDomain;
import org.userphone.domain.access.OrganisationId;
import org.userphone.domain.text.BuiltInTexts;
import org.userphone.domain.text.Language;
import org.userphone.domain.text.TextChange;
import org.userphone.domain.text.TextChoice;
import org.userphone.domain.text.TextKey;
import org.userphone.domain.text.TextPolicy;
import org.userphone.domain.text.Typography;
import org.userphone.domain.text.Variable;
import org.userphone.domain.user.Editor;
import org.userphone.domain.user.Gender;
import org.userphone.domain.user.People;
import org.userphone.domain.user.Profile;
import org.userphone.domain.user.UserEvent.PhoneChanged;
import org.userphone.domain.user.UserEvent.PhoneCodeAdded;
import org.userphone.domain.user.UserEvent.ProfileChanged;

class SmsTemplateTest {

    private final InMemoryDomain domain = new InMemoryDomain();
    private final SmsTemplate template = template("en", domain.textPolicy);

    @ParameterizedTest
    @CsvSource({
        "de, CODE ist",
        "de-CH, CODE ist",
        "fr, acme: CODE",
        "fr-CA, instance CA: CODE",
        "it, CODE è il codice per confermare questo numero di telefono.",
        "fi, CODE is your code to confirm this phone number.",
        "no language, CODE is your code to confirm this phone number.",
    })
    void theTextIsThatOfTheUsersLanguageAndOrganisation(String preferred, String text) {
        write(TextKey.of(new Language("de")), "{{.Code}} ist");
        write(TextKey.of(new Language("fr")), "instance: {{.Code}}");
        write(TextKey.of(ACME, new Language("fr")), "acme: {{.Code}}");
        write(TextKey.of(new Language("fr-CA")), "instance CA: {{.Code}}");
        write(TextKey.of(new OrganisationId("stranger"), new Language("it")), "no: {{.Code}}");

        assertThat(masked(send(profile("Minnie", preferred)))).isEqualTo(text);
    }

    @Test
    void whoHasNoLanguageIsToldInTheInstances() {
        var french = template("fr-CH", domain.textPolicy);

        assertThat(masked(send(profile("Minnie", null), french)))
                .isEqualTo("CODE est votre code pour confirmer ce numéro de téléphone.");
    }

    @Test
    void variablesStandForTheUsersData() {
        write(
                TextKey.of(new Language("en")),
                "{{ .FirstName }} {{.LastName}} ({{.NickName}}, {{.DisplayName}}) {{.UserName}}"
                        + " {{.LastEmail}}/{{.VerifiedEmail}} {{.LastPhone}} {{.UserID}}@{{.OrgID}}"
                        + " {{.Expiry}} {{.CreationDate}} {{.Code}}");

        assertThat(masked(send(profile("Minnie", "en"))))
                .isEqualTo(
                        "Minnie Mouse (Nick, Minnie Mouse) minnie@example.com minnie@example.com/"
                                + " +41791234567 minnie@acme 10m0s 2026-11-23T12:00:00.123456Z"
                                + " CODE");
    }

    @Test
    void whatAUserIsCalledCannotPassForAPartOfTheText() {
        write(TextKey.of(new Language("en")), "{{.Code}}\n{{.FirstName}}");

        var sms = send(profile(" @\r\n@evil.example #111111\u2028{{.LastPhone}}\u202e$1", "en"));

        assertThat(masked(sms)).isEqualTo("CODE\nevil.example #111111 {{.LastPhone}} $1");
    }

    @Test
    void aLongNameIsCutAndNoCharacterInTwo() {
        write(TextKey.of(new Language("en")), "{{.Code}} {{.FirstName}}");

        assertThat(masked(send(profile("x".repeat(200), "en"))))
                .isEqualTo("CODE " + "x".repeat(40));
        assertThat(masked(send(profile("x" + "🐭".repeat(100), "en"))))
                .isEqualTo("CODE x" + "🐭".repeat(19));
    }

    @Test
    void aCurlyApostropheInANameDoesNotDoubleThePrice() {
        write(TextKey.of(new Language("en")), "{{.Code}} " + "x".repeat(100) + "{{.FirstName}}");

        var sms = send(profile("D\u2019Arcy \u2026" + "\u2026".repeat(40), "en"));

        assertThat(sms.segments()).isOne();
        assertThat(masked(sms)).endsWith("xD'Arcy " + ".".repeat(33));
    }

    @Test
    void theLastLineIsForPagesOfTheHost() {
        assertThat(masked(send(profile("Minnie", "en"), ending("login.example.com", null))))
                .isEqualTo(
                        "CODE is your code to confirm this phone number.\n@login.example.com #CODE");
    }

    @Test
    void theLastLineIsForTheAndroidApp() {
        assertThat(masked(send(profile("Minnie", "en"), ending(null, "FA+9qCX9VSu"))))
                .isEqualTo("CODE is your code to confirm this phone number.\nFA+9qCX9VSu");
    }

    @Test
    void aMessageKnowsWhatItCostsWhereItGoesAndWhomItIsFrom() {
        write(TextKey.of(new Language("en")), "{{.Code}}" + "ж".repeat(65));

        var sms = send(profile("Minnie", "en"));

        assertThat(sms.segments()).isEqualTo(2);
        assertThat(sms.country()).isEqualTo("CH");
        assertThat(sms.cost()).isEqualByComparingTo("0.08");
        assertThat(sms.sender()).contains("ACME");
        assertThat(sms.resourceOwner()).isEqualTo(ACME);
    }

    @Test
    void aProviderThatWritesItsOwnTextGetsWhatIsKnownOfTheUser() {
        var sms = send(profile("Minnie", "en"));

        assertThat(sms.variables())
                .containsEntry("code", sms.code().text())
                .containsEntry("userID", "minnie")
                .containsEntry("orgID", "acme")
                .containsEntry("userName", "minnie@example.com")
                .containsEntry("firstName", "Minnie")
                .containsEntry("lastName", "Mouse")
                .containsEntry("displayName", "Minnie Mouse")
                .containsEntry("lastPhone", "+41791234567")
                .containsEntry("domain", "")
                .containsEntry("verifiedPhone", "")
                .containsEntry("verifiedEmail", "")
                .hasSize(Variable.values().length);
    }

    private SmsTemplate ending(String host, String app) {
        var policy =
                new TextPolicy(
                        InMemoryDomain.CODES,
                        3,
                        Optional.ofNullable(host),
                        Optional.ofNullable(app),
                        Typography.NAMES);
        return template("en", policy);
    }

    private SmsTemplate template(String language, TextPolicy policy) {
        return new SmsTemplate(
                new TextChoice(domain.texts, BuiltInTexts.read(), new Language(language)),
                policy,
                domain.tariff,
                domain.senders,
                domain.ids);
    }

    private void write(TextKey key, String text) {
        domain.texts.change(
                new TextChange(
                        key, Optional.of(text), Editor.of(ADMIN.id()), domain.clock.instant()));
    }

    private static Profile profile(String given, String language) {
        return new Profile(
                given,
                "Mouse",
                Optional.of("Nick"),
                given + " Mouse",
                Optional.ofNullable(language),
                Gender.FEMALE);
    }

    private Sms send(Profile profile) {
        return send(profile, template);
    }

    /** The message that is written when a user with this profile sets a number. */
    private Sms send(Profile profile, SmsTemplate template) {
        var code = domain.codes.issue(MINNIE, NUMBER.e164());
        var change =
                People.added(MINNIE, Optional.empty())
                        .after()
                        .record(
                                List.of(
                                        new ProfileChanged(profile),
                                        new PhoneChanged(NUMBER),
                                        new PhoneCodeAdded(code.hash(), code.lifetime(), false)),
                                Editor.of(ADMIN.id()),
                                domain.clock.instant());
        return template.write(change, code);
    }

    private static String masked(Sms sms) {
        return sms.text().replace(sms.code().text(), "CODE");
    }
}
