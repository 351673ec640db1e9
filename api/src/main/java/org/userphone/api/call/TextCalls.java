package org.userphone.api.call;

import com.google.protobuf.Message;
import jakarta.inject.Inject;
import org.userphone.api.contract.GetCustomVerifyPhoneMessageTextRequest;
import org.userphone.api.contract.GetCustomVerifyPhoneMessageTextResponse;
import org.userphone.api.contract.MessageCustomText;
import org.userphone.api.contract.ObjectDetails;
import org.userphone.api.contract.ResetCustomVerifyPhoneMessageTextToDefaultRequest;
import org.userphone.api.contract.ResetCustomVerifyPhoneMessageTextToDefaultResponse;
import org.userphone.api.contract.SetDefaultVerifyPhoneMessageTextRequest;
import org.userphone.api.contract.SetDefaultVerifyPhoneMessageTextResponse;
import org.userphone.api.contract.management.SetCustomVerifyPhoneMessageTextRequest;
import org.userphone.api.contract.management.SetCustomVerifyPhoneMessageTextResponse;
import org.userphone.domain.ApplicationSingleton;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.access.OrganisationId;
import org.userphone.domain.access.Permission;
import org.userphone.domain.text.Language;
import org.userphone.domain.text.MessageText;
import org.userphone.domain.text.ReadMessageText;
import org.userphone.domain.text.ResetMessageText;
import org.userphone.domain.text.SaveMessageText;
import org.userphone.domain.text.TextKey;
import org.userphone.domain.text.TextRules;

/**
 * The calls about the texts of SMS. Those of {@code zitadel.admin.v1.AdminService} are about the
 * texts of the instance, those of {@code zitadel.management.v1.ManagementService} about the texts
 * of an organisation. Each checks the caller's permission before the rules of its request.
 */
@ApplicationSingleton
public class TextCalls {

    private final ReadMessageText read;
    private final SaveMessageText save;
    private final ResetMessageText reset;

    @Inject
    public TextCalls(ReadMessageText read, SaveMessageText save, ResetMessageText reset) {
        this.read = read;
        this.save = save;
        this.reset = reset;
    }

    public GetCustomVerifyPhoneMessageTextResponse getCustomVerifyPhoneMessageText(
            CallContext context, GetCustomVerifyPhoneMessageTextRequest request) {
        var key = ofInstance(context, Permission.IAM_READ, request);
        return GetCustomVerifyPhoneMessageTextResponse.newBuilder()
                .setCustomText(shown(context, key))
                .build();
    }

    public SetDefaultVerifyPhoneMessageTextResponse setDefaultVerifyPhoneMessageText(
            CallContext context, SetDefaultVerifyPhoneMessageTextRequest request) {
        var key = ofInstance(context, Permission.IAM_WRITE, request);
        var saved = save.save(context.caller(), key, request.getText());
        return SetDefaultVerifyPhoneMessageTextResponse.newBuilder()
                .setDetails(details(saved.text()))
                .setAlphabet(saved.longest().alphabet().name())
                .setSegments(saved.longest().count())
                .addAllReplaced(saved.replaced())
                .build();
    }

    public ResetCustomVerifyPhoneMessageTextToDefaultResponse
            resetCustomVerifyPhoneMessageTextToDefault(
                    CallContext context,
                    ResetCustomVerifyPhoneMessageTextToDefaultRequest request) {
        var key = ofInstance(context, Permission.IAM_WRITE, request);
        return ResetCustomVerifyPhoneMessageTextToDefaultResponse.newBuilder()
                .setDetails(details(reset.reset(context.caller(), key)))
                .build();
    }

    public org.userphone.api.contract.management.GetCustomVerifyPhoneMessageTextResponse
            getCustomVerifyPhoneMessageText(
                    CallContext context,
                    org.userphone.api.contract.management.GetCustomVerifyPhoneMessageTextRequest
                            request) {
        var key = ofOrganisation(context, Permission.POLICY_READ, request);
        return org.userphone.api.contract.management.GetCustomVerifyPhoneMessageTextResponse
                .newBuilder()
                .setCustomText(shown(context, key))
                .build();
    }

    public SetCustomVerifyPhoneMessageTextResponse setCustomVerifyPhoneMessageText(
            CallContext context, SetCustomVerifyPhoneMessageTextRequest request) {
        var key = ofOrganisation(context, Permission.POLICY_WRITE, request);
        var saved = save.save(context.caller(), key, request.getText());
        return SetCustomVerifyPhoneMessageTextResponse.newBuilder()
                .setDetails(details(saved.text()))
                .setAlphabet(saved.longest().alphabet().name())
                .setSegments(saved.longest().count())
                .addAllReplaced(saved.replaced())
                .build();
    }

    public org.userphone.api.contract.management.ResetCustomVerifyPhoneMessageTextToDefaultResponse
            resetCustomVerifyPhoneMessageTextToDefault(
                    CallContext context,
                    org.userphone.api.contract.management
                                    .ResetCustomVerifyPhoneMessageTextToDefaultRequest
                            request) {
        var key = ofOrganisation(context, Permission.POLICY_WRITE, request);
        return org.userphone.api.contract.management
                .ResetCustomVerifyPhoneMessageTextToDefaultResponse.newBuilder()
                .setDetails(details(reset.reset(context.caller(), key)))
                .build();
    }

    private MessageCustomText shown(CallContext context, TextKey key) {
        var shown = read.read(context.caller(), key);
        var text =
                MessageCustomText.newBuilder()
                        .setText(shown.text())
                        .setIsDefault(shown.isDefault())
                        .setRules(rules(shown.rules()));
        shown.last().ifPresent(last -> text.setDetails(details(last)));
        return text.build();
    }

    private static org.userphone.api.contract.TextRules rules(TextRules rules) {
        return org.userphone.api.contract.TextRules.newBuilder()
                .setCode(rules.code())
                .setExpiry(rules.expiry())
                .setDomain(rules.domain())
                .setEnding(rules.ending())
                .setMaxSegments(rules.maxSegments())
                .setMaxOctets(rules.maxOctets().orElse(0))
                .setSimplified(rules.simplified())
                .build();
    }

    private static ObjectDetails details(MessageText text) {
        return ObjectDetails.newBuilder()
                .setSequence(text.sequence())
                .setChangeDate(Messages.timestamp(text.changedAt()))
                .setResourceOwner(text.key().organisation().map(OrganisationId::value).orElse(""))
                .build();
    }

    private static TextKey ofInstance(CallContext context, Permission permission, Message request) {
        context.caller().requireEverywhere(permission);
        return TextKey.of(language(request));
    }

    private static TextKey ofOrganisation(
            CallContext context, Permission permission, Message request) {
        var organisation =
                context.organisation()
                        .filter(id -> context.caller().may(permission, id))
                        .orElseThrow(
                                () ->
                                        new Rejection(
                                                Reason.CALL_NOT_PERMITTED, permission.needed()));
        return TextKey.of(organisation, language(request));
    }

    private static Language language(Message request) {
        Rules.check(request);
        var type = request.getDescriptorForType();
        return Language.find((String) request.getField(type.findFieldByName("language")))
                .orElseThrow(
                        () ->
                                Rules.refused(
                                        request,
                                        "language",
                                        "LANGUAGE",
                                        "value must be a BCP 47 language tag"));
    }
}
