package org.userphone.domain.text;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.userphone.domain.access.OrganisationId;
import org.userphone.domain.user.Editor;

/** The texts that operators wrote in the place of ours. */
public interface MessageTexts {

    /** A text, taken back or not; empty if there has never been one. */
    Optional<MessageText> find(TextKey key);

    /**
     * Those in one of these languages that are the instance's or this organisation's and were not
     * taken back.
     */
    List<MessageText> find(Optional<OrganisationId> organisation, List<Language> languages);

    /**
     * Puts a text in the place of what was there. Changes of one text wait for each other.
     *
     * @param text empty to take it back
     */
    MessageText change(TextKey key, Optional<String> text, Editor editor, Instant now);
}
