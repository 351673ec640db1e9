package org.userphone.api.call;

import java.util.Optional;
import org.userphone.api.contract.Gender;
import org.userphone.api.contract.PortableUser;
import org.userphone.api.contract.SetHumanProfile;
import org.userphone.api.contract.UserState;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.access.OrganisationId;
import org.userphone.domain.access.UserId;
import org.userphone.domain.account.HumanUpdate;
import org.userphone.domain.account.HumanUpdate.EmailUpdate;
import org.userphone.domain.account.HumanUpdate.PhoneUpdate;
import org.userphone.domain.account.ImportedHuman;
import org.userphone.domain.account.NewHuman;
import org.userphone.domain.user.Email;
import org.userphone.domain.user.EmailAddress;
import org.userphone.domain.user.Phone;
import org.userphone.domain.user.Profile;
import org.userphone.domain.user.User;
import org.userphone.domain.user.Verification;

/** Converts users to what files have of them, and back. */
final class PortableUsers {

    private PortableUsers() {}

    /**
     * What a file tells of a user.
     *
     * @throws Rejection with {@link Reason#INVALID_REQUEST} if it breaks a rule of the contract, if
     *     it has no id, or if neither it nor the call names an organisation
     */
    static ImportedHuman human(PortableUser user, CallContext context) {
        Rules.check(user);
        var id = text(user.getUserId());
        var externalId = text(user.getExternalId());
        if (id.isEmpty() && externalId.isEmpty()) {
            throw Rules.refused(user, "user_id", "REQUIRED", "value or externalId is required");
        }
        var organisation =
                text(user.getOrganizationId())
                        .map(OrganisationId::new)
                        .or(context::organisation)
                        .orElseThrow(
                                () ->
                                        Rules.refused(
                                                user,
                                                "organization_id",
                                                "REQUIRED",
                                                "value is required"));
        var human = user.getHuman();
        var address = new EmailAddress(human.getEmail().getEmail());
        var email = verification(human.getEmail().getIsVerified());
        var number = text(human.getPhone().getPhone());
        var phone = verification(human.getPhone().getIsVerified());
        return new ImportedHuman(
                new NewHuman(
                        organisation,
                        id.map(UserId::new),
                        text(user.getUsername()),
                        Requested.profile(human.getProfile()),
                        address,
                        email,
                        number,
                        phone),
                new HumanUpdate(
                        text(user.getUsername()),
                        Optional.of(Requested.profileUpdate(human.getProfile())),
                        Optional.of(new EmailUpdate(address, email)),
                        number.map(written -> new PhoneUpdate(Optional.of(written), phone))),
                externalId,
                state(user.getState()));
    }

    private static Optional<String> text(String text) {
        return Optional.of(text).filter(it -> !it.isEmpty());
    }

    private static Verification verification(boolean isVerified) {
        return isVerified ? Verification.ALREADY_VERIFIED : Verification.NONE;
    }

    private static Optional<org.userphone.domain.user.UserState> state(UserState state) {
        return switch (state) {
            case USER_STATE_ACTIVE -> Optional.of(org.userphone.domain.user.UserState.ACTIVE);
            case USER_STATE_INACTIVE -> Optional.of(org.userphone.domain.user.UserState.INACTIVE);
            case USER_STATE_LOCKED -> Optional.of(org.userphone.domain.user.UserState.LOCKED);
            case USER_STATE_UNSPECIFIED, USER_STATE_DELETED, USER_STATE_INITIAL, UNRECOGNIZED ->
                    Optional.empty();
        };
    }

    /** What a file has of a human user. */
    static PortableUser user(User user) {
        var human = user.human();
        var message =
                PortableUser.Human.newBuilder()
                        .setProfile(profile(human.profile()))
                        .setEmail(
                                PortableUser.Email.newBuilder()
                                        .setEmail(human.email().address().text())
                                        .setIsVerified(human.email() instanceof Email.Verified));
        human.phone()
                .number()
                .ifPresent(
                        number ->
                                message.setPhone(
                                        PortableUser.Phone.newBuilder()
                                                .setPhone(number.e164())
                                                .setIsVerified(
                                                        human.phone() instanceof Phone.Verified)));
        return PortableUser.newBuilder()
                .setUserId(user.id().value())
                .setExternalId(user.externalId().orElse(""))
                .setOrganizationId(user.resourceOwner().value())
                .setUsername(user.username())
                .setState(Messages.state(user.state()))
                .setHuman(message)
                .build();
    }

    private static SetHumanProfile profile(Profile profile) {
        var message =
                SetHumanProfile.newBuilder()
                        .setGivenName(profile.givenName())
                        .setFamilyName(profile.familyName())
                        .setDisplayName(profile.displayName())
                        .setGender(Gender.forNumber(profile.gender().ordinal()));
        profile.nickName().ifPresent(message::setNickName);
        profile.preferredLanguage().ifPresent(message::setPreferredLanguage);
        return message.build();
    }
}
