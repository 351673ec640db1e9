package org.userphone.domain.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.userphone.domain.Rejected.assertRejected;
import static org.userphone.domain.user.People.ACME;
import static org.userphone.domain.user.People.NOON;
import static org.userphone.domain.user.People.OTHER;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.userphone.domain.InMemoryDomain;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.access.Caller;
import org.userphone.domain.access.OrganisationId;
import org.userphone.domain.access.Origin;
import org.userphone.domain.access.Permission;
import org.userphone.domain.access.UserId;
import org.userphone.domain.text.Segments.Alphabet;
import org.userphone.domain.user.Editor;

class MessageTextUseCasesTest {

    private static final Language DE = new Language("de");
    private static final TextKey INSTANCE = TextKey.of(DE);
    private static final TextKey OF_ACME = TextKey.of(ACME, DE);
    private static final Caller ROOT =
            new Caller(
                    new UserId("root"),
                    Optional.empty(),
                    Set.of(
                            Permission.IAM_READ,
                            Permission.IAM_WRITE,
                            Permission.POLICY_READ,
                            Permission.POLICY_WRITE),
                    Set.of(),
                    Origin.UNKNOWN);

    private final InMemoryDomain domain = new InMemoryDomain();
    private final ReadMessageText read =
            new ReadMessageText(
                    domain.texts,
                    new TextChoice(domain.texts, BuiltInTexts.read(), new Language("en")),
                    domain.textPolicy);

    @Test
    void withoutAnythingWrittenTheTextIsOurs() {
        var shown = read.read(ROOT, OF_ACME);

        assertThat(shown.text())
                .isEqualTo("Mit dem Code {{.Code}} bestätigen Sie diese Telefonnummer.");
        assertThat(shown.isDefault()).isTrue();
        assertThat(shown.last()).isEmpty();
    }

    @Test
    void anOrganisationsTextGoesBeforeTheInstancesAndThatBeforeOurs() {
        domain.saveMessageText.save(ROOT, INSTANCE, "Instanz {{.Code}}");

        assertThat(read.read(ROOT, INSTANCE).isDefault()).isFalse();
        assertThat(read.read(ROOT, OF_ACME).isDefault()).isTrue();
        assertThat(read.read(ROOT, OF_ACME).text()).isEqualTo("Instanz {{.Code}}");

        domain.saveMessageText.save(ROOT, OF_ACME, "Acme {{.Code}}");

        assertThat(read.read(ROOT, OF_ACME).text()).isEqualTo("Acme {{.Code}}");
        assertThat(read.read(ROOT, OF_ACME).isDefault()).isFalse();
        assertThat(read.read(ROOT, INSTANCE).text()).isEqualTo("Instanz {{.Code}}");
        assertThat(read.read(ROOT, TextKey.of(OTHER, DE)).text()).isEqualTo("Instanz {{.Code}}");
    }

    @Test
    void whoSavedATextAndWhenIsRememberedAndHowMuchItTakes() {
        var saved = domain.saveMessageText.save(ROOT, OF_ACME, "Grüezi ж {{.Code}}");

        assertThat(saved.text())
                .isEqualTo(
                        new MessageText(
                                OF_ACME,
                                Optional.of("Grüezi ж {{.Code}}"),
                                1,
                                NOON,
                                new Editor("root")));
        assertThat(saved.longest().alphabet()).isEqualTo(Alphabet.UCS2);
        assertThat(saved.longest().count()).isOne();
    }

    @Test
    void aTextThatIsTakenBackLeavesTheInstances() {
        domain.saveMessageText.save(ROOT, INSTANCE, "Instanz {{.Code}}");
        domain.saveMessageText.save(ROOT, OF_ACME, "Acme {{.Code}}");
        domain.clock.advance(Duration.ofSeconds(1));

        var reset = domain.resetMessageText.reset(ROOT, OF_ACME);

        assertThat(reset.sequence()).isEqualTo(2);
        assertThat(reset.changedAt()).isEqualTo(NOON.plusSeconds(1));
        assertThat(read.read(ROOT, OF_ACME).text()).isEqualTo("Instanz {{.Code}}");
        assertThat(read.read(ROOT, OF_ACME).isDefault()).isTrue();
        assertRejected(Reason.TEXT_NOT_FOUND, () -> domain.resetMessageText.reset(ROOT, OF_ACME));
    }

    @Test
    void aTextThatIsRefusedChangesNothing() {
        domain.saveMessageText.save(ROOT, INSTANCE, "Instanz {{.Code}}");

        assertRejected(
                Reason.TEXT_WITHOUT_CODE,
                () -> domain.saveMessageText.save(ROOT, INSTANCE, "Hallo"));

        assertThat(read.read(ROOT, INSTANCE).text()).isEqualTo("Instanz {{.Code}}");
    }

    @Test
    void theInstancesTextsAreForHoldersOfIamPermissionsEverywhere() {
        var reader = everywhere(Permission.IAM_READ, Permission.POLICY_WRITE);
        var owner = in(ACME, Permission.IAM_READ, Permission.IAM_WRITE);

        assertThat(read.read(reader, INSTANCE).isDefault()).isTrue();
        refused(() -> domain.saveMessageText.save(reader, INSTANCE, "{{.Code}}"));
        refused(() -> domain.resetMessageText.reset(reader, INSTANCE));
        refused(() -> read.read(owner, INSTANCE));
    }

    @Test
    void anOrganisationsTextsAreForHoldersOfPolicyPermissionsInIt() {
        var owner = in(ACME, Permission.POLICY_READ, Permission.POLICY_WRITE);
        var viewer = in(ACME, Permission.POLICY_READ);
        var stranger = in(OTHER, Permission.POLICY_READ, Permission.POLICY_WRITE);

        assertThat(domain.saveMessageText.save(owner, OF_ACME, "{{.Code}}").text().sequence())
                .isOne();
        assertThat(read.read(viewer, OF_ACME).text()).isEqualTo("{{.Code}}");
        refused(() -> domain.saveMessageText.save(viewer, OF_ACME, "{{.Code}}"));
        refused(() -> domain.resetMessageText.reset(viewer, OF_ACME));
        refused(() -> read.read(stranger, OF_ACME));
        refused(() -> domain.saveMessageText.save(stranger, OF_ACME, "{{.Code}}"));
        refused(() -> domain.resetMessageText.reset(stranger, OF_ACME));
    }

    private static void refused(Runnable call) {
        assertRejected(Reason.CALL_NOT_PERMITTED, call::run);
    }

    private static Caller everywhere(Permission... permissions) {
        return new Caller(
                new UserId("c"), Optional.empty(), Set.of(permissions), Set.of(), Origin.UNKNOWN);
    }

    private static Caller in(OrganisationId organisation, Permission... permissions) {
        return new Caller(
                new UserId("c"),
                Optional.of(organisation),
                Set.of(),
                Set.of(permissions),
                Origin.UNKNOWN);
    }
}
