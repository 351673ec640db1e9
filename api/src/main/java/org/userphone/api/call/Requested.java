package org.userphone.api.call;

import java.util.Optional;
import org.userphone.api.contract.AddHumanUserRequest;
import org.userphone.api.contract.CreateUserRequest;
import org.userphone.api.contract.ResendPhoneCodeRequest;
import org.userphone.api.contract.SetHumanEmail;
import org.userphone.api.contract.SetHumanPhone;
import org.userphone.api.contract.SetHumanProfile;
import org.userphone.api.contract.SetPhoneRequest;
import org.userphone.api.contract.UpdateHumanUserRequest;
import org.userphone.api.contract.UpdateUserRequest;
import org.userphone.domain.access.OrganisationId;
import org.userphone.domain.access.UserId;
import org.userphone.domain.account.HumanUpdate;
import org.userphone.domain.account.HumanUpdate.EmailUpdate;
import org.userphone.domain.account.HumanUpdate.PhoneUpdate;
import org.userphone.domain.account.HumanUpdate.ProfileUpdate;
import org.userphone.domain.account.NewHuman;
import org.userphone.domain.account.NewMachine;
import org.userphone.domain.user.EmailAddress;
import org.userphone.domain.user.Gender;
import org.userphone.domain.user.Machine;
import org.userphone.domain.user.Machine.AccessTokenType;
import org.userphone.domain.user.Profile;
import org.userphone.domain.user.Verification;

/** What requests ask for, as the domain's values; they have passed {@link Rules}. */
final class Requested {

    private Requested() {}

    static NewHuman newHuman(CreateUserRequest request) {
        var human = request.getHuman();
        return new NewHuman(
                new OrganisationId(request.getOrganizationId()),
                optional(request.hasUserId(), request.getUserId()).map(UserId::new),
                optional(request.hasUsername(), request.getUsername()),
                profile(human.getProfile()),
                new EmailAddress(human.getEmail().getEmail()),
                verification(human.getEmail()),
                number(human.getPhone()),
                verification(human.getPhone()));
    }

    static NewMachine newMachine(CreateUserRequest request) {
        var machine = request.getMachine();
        return new NewMachine(
                new OrganisationId(request.getOrganizationId()),
                optional(request.hasUserId(), request.getUserId()).map(UserId::new),
                optional(request.hasUsername(), request.getUsername()),
                new Machine(
                        machine.getName(),
                        optional(machine.hasDescription(), machine.getDescription()),
                        switch (machine.getAccessTokenType()) {
                            case ACCESS_TOKEN_TYPE_JWT -> AccessTokenType.JWT;
                            case ACCESS_TOKEN_TYPE_BEARER, UNRECOGNIZED -> AccessTokenType.BEARER;
                        }));
    }

    /**
     * @param organisation the one that the user is to belong to
     */
    static NewHuman newHuman(OrganisationId organisation, AddHumanUserRequest request) {
        return new NewHuman(
                organisation,
                optional(request.hasUserId(), request.getUserId()).map(UserId::new),
                optional(request.hasUsername(), request.getUsername()),
                profile(request.getProfile()),
                new EmailAddress(request.getEmail().getEmail()),
                verification(request.getEmail()),
                number(request.getPhone()),
                verification(request.getPhone()));
    }

    /** The organisation that the request itself names; it has not passed the rules yet. */
    static Optional<OrganisationId> organisation(AddHumanUserRequest request) {
        var id = request.getOrganization().getOrgId();
        return optional(!id.isEmpty(), id).map(OrganisationId::new);
    }

    static HumanUpdate update(UpdateUserRequest request) {
        var human = request.getHuman();
        return new HumanUpdate(
                optional(request.hasUsername(), request.getUsername()),
                optional(human.hasProfile(), human.getProfile()).map(Requested::profileUpdate),
                optional(human.hasEmail(), human.getEmail()).map(Requested::emailUpdate),
                optional(human.hasPhone(), human.getPhone()).map(Requested::phoneUpdate));
    }

    static HumanUpdate update(UpdateHumanUserRequest request) {
        return new HumanUpdate(
                optional(request.hasUsername(), request.getUsername()),
                optional(request.hasProfile(), request.getProfile()).map(Requested::profileUpdate),
                optional(request.hasEmail(), request.getEmail()).map(Requested::emailUpdate),
                optional(request.hasPhone(), request.getPhone())
                        .flatMap(Requested::phoneUpdateWithoutRemoval));
    }

    static Verification verification(SetPhoneRequest request) {
        return ofPhone(request.getVerificationCase());
    }

    static Verification verification(ResendPhoneCodeRequest request) {
        return ofPhone(request.getVerificationCase());
    }

    /**
     * How a number is to be proved. Three messages have a oneof for this with the same cases, and
     * protoc makes an enum for each of them.
     */
    private static Verification ofPhone(Enum<?> verificationCase) {
        return switch (verificationCase.name()) {
            case "SEND_CODE", "VERIFICATION_NOT_SET" -> Verification.SEND_CODE;
            case "RETURN_CODE" -> Verification.RETURN_CODE;
            case "IS_VERIFIED" -> Verification.ALREADY_VERIFIED;
            default -> throw new IllegalArgumentException(verificationCase.name());
        };
    }

    static Profile profile(SetHumanProfile profile) {
        return new Profile(
                profile.getGivenName(),
                profile.getFamilyName(),
                optional(profile.hasNickName(), profile.getNickName()),
                optional(!profile.getDisplayName().isEmpty(), profile.getDisplayName())
                        .orElse(profile.getGivenName() + " " + profile.getFamilyName()),
                optional(profile.hasPreferredLanguage(), profile.getPreferredLanguage()),
                Gender.values()[profile.getGenderValue()]);
    }

    private static ProfileUpdate profileUpdate(UpdateUserRequest.Human.Profile profile) {
        return new ProfileUpdate(
                optional(profile.hasGivenName(), profile.getGivenName()),
                optional(profile.hasFamilyName(), profile.getFamilyName()),
                optional(profile.hasNickName(), profile.getNickName()),
                optional(profile.hasDisplayName(), profile.getDisplayName()),
                optional(profile.hasPreferredLanguage(), profile.getPreferredLanguage()),
                optional(profile.hasGender(), profile.getGenderValue())
                        .map(number -> Gender.values()[number]));
    }

    static ProfileUpdate profileUpdate(SetHumanProfile profile) {
        return new ProfileUpdate(
                Optional.of(profile.getGivenName()),
                Optional.of(profile.getFamilyName()),
                optional(profile.hasNickName(), profile.getNickName()),
                optional(profile.hasDisplayName(), profile.getDisplayName()),
                optional(profile.hasPreferredLanguage(), profile.getPreferredLanguage()),
                optional(profile.hasGender(), profile.getGenderValue())
                        .map(number -> Gender.values()[number]));
    }

    private static EmailUpdate emailUpdate(SetHumanEmail email) {
        return new EmailUpdate(new EmailAddress(email.getEmail()), verification(email));
    }

    private static PhoneUpdate phoneUpdate(SetHumanPhone phone) {
        return number(phone).isPresent()
                ? new PhoneUpdate(number(phone), verification(phone))
                : PhoneUpdate.removal(
                        phone.getVerificationCase()
                                != SetHumanPhone.VerificationCase.VERIFICATION_NOT_SET);
    }

    private static Optional<PhoneUpdate> phoneUpdateWithoutRemoval(SetHumanPhone phone) {
        return number(phone).isPresent()
                ? Optional.of(phoneUpdate(phone))
                : optional(phone.getIsVerified(), PhoneUpdate.VOUCHING);
    }

    private static Verification verification(SetHumanEmail email) {
        return switch (email.getVerificationCase()) {
            case RETURN_CODE -> Verification.RETURN_CODE;
            case IS_VERIFIED ->
                    email.getIsVerified() ? Verification.ALREADY_VERIFIED : Verification.NONE;
            case SEND_CODE -> Verification.SEND_CODE;
            case VERIFICATION_NOT_SET -> Verification.NONE;
        };
    }

    private static Verification verification(SetHumanPhone phone) {
        return ofPhone(phone.getVerificationCase());
    }

    private static Optional<String> number(SetHumanPhone phone) {
        return optional(!phone.getPhone().isEmpty(), phone.getPhone());
    }

    private static <T> Optional<T> optional(boolean present, T value) {
        return present ? Optional.of(value) : Optional.empty();
    }
}
