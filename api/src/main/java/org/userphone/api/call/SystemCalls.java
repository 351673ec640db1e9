package org.userphone.api.call;

import jakarta.inject.Inject;
import org.userphone.api.Version;
import org.userphone.api.contract.CheckTokenRequest;
import org.userphone.api.contract.CheckTokenResponse;
import org.userphone.api.contract.GetSystemRequest;
import org.userphone.api.contract.GetSystemResponse;
import org.userphone.api.contract.ListIssuersRequest;
import org.userphone.api.contract.ListIssuersResponse;
import org.userphone.api.contract.ListSettingsRequest;
import org.userphone.api.contract.ListSettingsResponse;
import org.userphone.api.contract.SettingInForce;
import org.userphone.api.contract.SettingSource;
import org.userphone.api.contract.SystemDatabase;
import org.userphone.api.contract.SystemNode;
import org.userphone.api.contract.TokenClaims;
import org.userphone.api.contract.TokenIssuer;
import org.userphone.api.contract.TokenKey;
import org.userphone.api.token.IssuerState;
import org.userphone.api.token.KeysUnavailable;
import org.userphone.api.token.StatedClaims;
import org.userphone.api.token.TokenVerifier;
import org.userphone.domain.ApplicationSingleton;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Explanation;
import org.userphone.domain.access.Permission;
import org.userphone.domain.installation.DatabaseState;
import org.userphone.domain.installation.Node;
import org.userphone.domain.installation.ReadInstallation;
import org.userphone.domain.settings.ListSettings;

/** The calls of {@code userphone.v1.SystemService}. */
@ApplicationSingleton
public class SystemCalls {

    private static final String SOURCE = "SETTING_SOURCE_";

    /** A call with such a token is answered 503, and not 401. */
    private static final String KEYS_UNAVAILABLE = "KEYS_UNAVAILABLE";

    private final ReadInstallation readInstallation;
    private final ListSettings listSettings;
    private final TokenVerifier verifier;

    @Inject
    public SystemCalls(
            ReadInstallation readInstallation, ListSettings listSettings, TokenVerifier verifier) {
        this.readInstallation = readInstallation;
        this.listSettings = listSettings;
        this.verifier = verifier;
    }

    public GetSystemResponse getSystem(CallContext context, GetSystemRequest request) {
        Rules.check(request);
        var read = readInstallation.read(context.caller());
        var response =
                GetSystemResponse.newBuilder()
                        .setVersion(Version.current())
                        .setDatabase(database(read.database()));
        read.nodes().stream().map(SystemCalls::node).forEach(response::addNodes);
        return response.build();
    }

    private static SystemDatabase database(DatabaseState database) {
        return SystemDatabase.newBuilder()
                .setProduct(database.product())
                .setVersion(database.version())
                .setSchemaVersion(database.schema())
                .build();
    }

    private static SystemNode node(Node node) {
        return SystemNode.newBuilder()
                .setName(node.name().value())
                .setVersion(node.version())
                .setStartedAt(Messages.timestamp(node.startedAt()))
                .setSeenAt(Messages.timestamp(node.seenAt()))
                .build();
    }

    /** Checks the caller's permission before the rules of the request. */
    public ListSettingsResponse listSettings(CallContext context, ListSettingsRequest request) {
        context.caller().requireEverywhere(Permission.IAM_READ);
        Rules.check(request);
        var response = ListSettingsResponse.newBuilder();
        listSettings.list(context.caller(), request.getPrefix()).stream()
                .map(SystemCalls::setting)
                .forEach(response::addSettings);
        return response.build();
    }

    private static SettingInForce setting(org.userphone.domain.settings.SettingInForce setting) {
        return SettingInForce.newBuilder()
                .setSetting(setting.key())
                .setValue(setting.value())
                .setSource(SettingSource.valueOf(SOURCE + setting.source()))
                .setSecret(setting.isSecret())
                .build();
    }

    public ListIssuersResponse listIssuers(CallContext context, ListIssuersRequest request) {
        context.caller().requireEverywhere(Permission.IAM_READ);
        Rules.check(request);
        var response = ListIssuersResponse.newBuilder();
        verifier.issuers().stream().map(SystemCalls::issuer).forEach(response::addIssuers);
        return response.build();
    }

    private static TokenIssuer issuer(IssuerState issuer) {
        var told =
                TokenIssuer.newBuilder()
                        .setName(issuer.name())
                        .addAllIssuers(issuer.issuers())
                        .addAllAudiences(issuer.audiences())
                        .addAllAlgorithms(issuer.algorithms());
        for (var key : issuer.keys().keys()) {
            told.addKeys(TokenKey.newBuilder().setId(key.id()).addAllAlgorithms(key.algorithms()));
        }
        issuer.keys().readAt().map(Messages::timestamp).ifPresent(told::setReadAt);
        issuer.keys()
                .failure()
                .ifPresent(
                        failure ->
                                told.setFailedAt(Messages.timestamp(failure.at()))
                                        .setFailure(failure.why()));
        return told.build();
    }

    /** Checks the caller's permission before the rules of the request. */
    public CheckTokenResponse checkToken(CallContext context, CheckTokenRequest request) {
        context.caller().requireEverywhere(Permission.IAM_READ);
        Rules.check(request);
        var response = CheckTokenResponse.newBuilder();
        try {
            var verified = verifier.check(request.getToken());
            response.setAccepted(true)
                    .setCaller(CallerCalls.me(verified.caller(), verified.roles()));
        } catch (Rejection refusal) {
            refusal.explanation().ifPresent(why -> refuse(response, why));
        } catch (KeysUnavailable outage) {
            refuse(response, new Explanation(KEYS_UNAVAILABLE, outage.getMessage()));
        }
        TokenVerifier.stated(request.getToken())
                .map(SystemCalls::claims)
                .ifPresent(response::setClaims);
        return response.build();
    }

    private static void refuse(CheckTokenResponse.Builder response, Explanation why) {
        response.setReason(why.cause()).setMessage(why.sentence());
    }

    private static TokenClaims claims(StatedClaims stated) {
        var claims =
                TokenClaims.newBuilder()
                        .setIssuer(stated.issuer().orElse(""))
                        .addAllAudiences(stated.audiences())
                        .setKeyId(stated.keyId().orElse(""))
                        .setAlgorithm(stated.algorithm());
        stated.issuedAt().map(Messages::timestamp).ifPresent(claims::setIssuedAt);
        stated.notBefore().map(Messages::timestamp).ifPresent(claims::setNotBefore);
        stated.expiresAt().map(Messages::timestamp).ifPresent(claims::setExpiresAt);
        return claims.build();
    }
}
