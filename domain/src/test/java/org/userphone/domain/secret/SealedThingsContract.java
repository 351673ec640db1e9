package org.userphone.domain.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.userphone.domain.user.People.MINNIE;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.userphone.domain.access.UserId;
import org.userphone.domain.secret.SealedThings.Kind;

/** What every implementation of {@link SealedThings} must do. */
public interface SealedThingsContract {

    SealedThings things();

    /** The key by which everything is sealed. */
    String key();

    /** Adds a user whose e-mail address waits for a code. */
    void addHuman(UserId id);

    /** Gives the user a number, the code for which waits to be sent. */
    void setPhone(UserId id, String number);

    @Test
    default void whatHangsOnEachKeyIsCounted() {
        addHuman(MINNIE);
        addHuman(new UserId("daisy"));
        setPhone(MINNIE, "+41791234567");

        assertThat(things().counts())
                .isEqualTo(Map.of(key(), Map.of(Kind.USERS, 2L, Kind.CODES, 3L, Kind.SMS, 1L)));
    }

    @Test
    default void aKeyOnWhichNothingHangsIsLeftOut() {
        assertThat(things().counts()).isEmpty();
    }
}
