package org.userphone.api.call;

import com.google.protobuf.Timestamp;
import java.time.Instant;
import org.userphone.api.contract.AccessTokenType;
import org.userphone.api.contract.CreateUserResponse;
import org.userphone.api.contract.Details;
import org.userphone.api.contract.Gender;
import org.userphone.api.contract.HumanEmail;
import org.userphone.api.contract.HumanPhone;
import org.userphone.api.contract.HumanProfile;
import org.userphone.api.contract.HumanUser;
import org.userphone.api.contract.ListDetails;
import org.userphone.api.contract.ListUsersResponse;
import org.userphone.api.contract.MachineUser;
import org.userphone.api.contract.UserState;
import org.userphone.domain.account.ListUsers.UsersListed;
import org.userphone.domain.user.Email;
import org.userphone.domain.user.EventPosition;
import org.userphone.domain.user.Human;
import org.userphone.domain.user.Machine;
import org.userphone.domain.user.Phone;
import org.userphone.domain.user.Profile;
import org.userphone.domain.user.User;

/** Converts users to messages of the contract (protocol sections 1.2, 1.3, 5). */
final class Messages {

    private Messages() {}

    /** The details in the answer to a change: sequence and date of the user's last event. */
    static Details changed(User user) {
        return details(user, user.last()).build();
    }

    /** The details in the answer to a read: the last event that a reader sees, and the creation. */
    static Details read(User user) {
        return details(user, user.lastSeen()).setCreationDate(timestamp(user.createdAt())).build();
    }

    private static Details.Builder details(User user, EventPosition position) {
        return Details.newBuilder()
                .setSequence(position.sequence())
                .setChangeDate(timestamp(position.at()))
                .setResourceOwner(user.resourceOwner().value());
    }

    static ListUsersResponse listed(UsersListed listed) {
        var response =
                ListUsersResponse.newBuilder()
                        .setDetails(
                                ListDetails.newBuilder()
                                        .setTotalResult(listed.page().total())
                                        .setTimestamp(timestamp(listed.at())));
        listed.page().users().stream().map(Messages::user).forEach(response::addResult);
        return response.build();
    }

    /** The answer to the creation of a user, to which the caller of this method adds the codes. */
    static CreateUserResponse.Builder created(User user) {
        return CreateUserResponse.newBuilder()
                .setId(user.id().value())
                .setCreationDate(timestamp(user.createdAt()));
    }

    static org.userphone.api.contract.User user(User user) {
        var message =
                org.userphone.api.contract.User.newBuilder()
                        .setUserId(user.id().value())
                        .setDetails(read(user))
                        .setState(state(user.state()))
                        .setUsername(user.username())
                        .addLoginNames(user.username())
                        .setPreferredLoginName(user.username());
        if (user.type() instanceof Human human) {
            message.setHuman(human(human));
        } else if (user.type() instanceof Machine machine) {
            message.setMachine(machine(machine));
        }
        return message.build();
    }

    static UserState state(org.userphone.domain.user.UserState state) {
        return switch (state) {
            case ABSENT -> UserState.USER_STATE_UNSPECIFIED;
            case ACTIVE -> UserState.USER_STATE_ACTIVE;
            case INACTIVE -> UserState.USER_STATE_INACTIVE;
            case LOCKED -> UserState.USER_STATE_LOCKED;
        };
    }

    private static HumanUser human(Human human) {
        return HumanUser.newBuilder()
                .setProfile(profile(human.profile()))
                .setEmail(email(human.email()))
                .setPhone(phone(human.phone()))
                .build();
    }

    private static MachineUser machine(Machine machine) {
        return MachineUser.newBuilder()
                .setName(machine.name())
                .setDescription(machine.description().orElse(""))
                .setAccessTokenType(
                        switch (machine.accessTokenType()) {
                            case BEARER -> AccessTokenType.ACCESS_TOKEN_TYPE_BEARER;
                            case JWT -> AccessTokenType.ACCESS_TOKEN_TYPE_JWT;
                        })
                .build();
    }

    private static HumanProfile profile(Profile profile) {
        var message =
                HumanProfile.newBuilder()
                        .setGivenName(profile.givenName())
                        .setFamilyName(profile.familyName())
                        .setDisplayName(profile.displayName())
                        .setGender(Gender.forNumber(profile.gender().ordinal()));
        profile.nickName().ifPresent(message::setNickName);
        profile.preferredLanguage().ifPresent(message::setPreferredLanguage);
        return message.build();
    }

    private static HumanEmail email(Email email) {
        return HumanEmail.newBuilder()
                .setEmail(email.address().text())
                .setIsVerified(email instanceof Email.Verified)
                .build();
    }

    private static HumanPhone phone(Phone phone) {
        var message = HumanPhone.newBuilder().setIsVerified(phone instanceof Phone.Verified);
        phone.number().ifPresent(number -> message.setPhone(number.e164()));
        return message.build();
    }

    static Timestamp timestamp(Instant instant) {
        return Timestamp.newBuilder()
                .setSeconds(instant.getEpochSecond())
                .setNanos(instant.getNano())
                .build();
    }
}
