package org.userphone.domain.sms;

import jakarta.inject.Inject;
import java.util.List;
import java.util.Set;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.UseCase;
import org.userphone.domain.access.Caller;
import org.userphone.domain.access.Permission;
import org.userphone.domain.secret.Keyring;
import org.userphone.domain.secret.Purpose;
import org.userphone.domain.sms.MessageQuery.Field;
import org.userphone.domain.user.PhonePolicy;

/**
 * Searches the messages to all users. This requires {@code user.read}; callers who have it in their
 * own organisation only find the messages of that one.
 */
@UseCase
public class SearchMessages {

    private final SmsMessages messages;
    private final PhonePolicy phones;
    private final Keyring keys;

    @Inject
    public SearchMessages(SmsMessages messages, PhonePolicy phones, Keyring keys) {
        this.messages = messages;
        this.phones = phones;
        this.keys = keys;
    }

    /**
     * Lists messages, newest first.
     *
     * @param phone the number that they went to, as people write it; empty for every number
     * @throws Rejection with {@link Reason#CALL_NOT_PERMITTED} or {@link Reason#PHONE_INVALID}
     */
    public List<SmsStory> search(Caller caller, MessageQuery query, String phone) {
        var visible = visible(caller, query);
        return messages.stories(
                phone.isEmpty() ? visible : visible.and(Field.NUMBER, hashes(caller, phone)));
    }

    /** A message has the hash of its number by that key which was the first one at its promise. */
    private Set<String> hashes(Caller caller, String phone) {
        return keys.hashes(Purpose.NUMBER, phones.parse(phone, caller).e164());
    }

    private static MessageQuery visible(Caller caller, MessageQuery query) {
        return caller.confinedTo(Permission.USER_READ)
                .map(own -> query.and(Field.ORGANISATION, own.value()))
                .orElse(query);
    }
}
