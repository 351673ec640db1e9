package org.userphone.persistence;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.userphone.domain.access.OrganisationId;
import org.userphone.domain.text.Language;
import org.userphone.domain.text.MessageText;
import org.userphone.domain.text.TextChange;
import org.userphone.domain.text.TextKey;
import org.userphone.domain.user.Editor;

/** A custom text, which an operator has written or reset. */
@Entity
@Table(name = "message_text")
@IdClass(MessageTextRow.Key.class)
class MessageTextRow {

    /** The owner of the texts of the instance; no organisation has this id. */
    static final String INSTANCE = "";

    @Id private String owner;
    @Id private String language;

    private String text;
    private long sequence;

    @Column(name = "changed_at")
    private Instant changedAt;

    private String editor;

    /** For JPA. */
    protected MessageTextRow() {}

    MessageTextRow(TextKey key) {
        var id = new Key(key);
        owner = id.owner;
        language = id.language;
    }

    MessageText toText() {
        return new MessageText(
                new TextKey(
                        owner.equals(INSTANCE)
                                ? Optional.empty()
                                : Optional.of(new OrganisationId(owner)),
                        new Language(language)),
                Optional.ofNullable(text),
                sequence,
                changedAt,
                new Editor(editor));
    }

    /** The owner of a text, as it is stored in the table. */
    static String owner(TextKey key) {
        return key.organisation().map(OrganisationId::value).orElse(INSTANCE);
    }

    /**
     * @param place the sequence of the event of the change
     */
    MessageText become(TextChange change, long place) {
        text = change.text().orElse(null);
        sequence = place;
        changedAt = change.at();
        editor = change.editor().id();
        return toText();
    }

    /** The primary key. */
    static class Key implements Serializable {

        private static final long serialVersionUID = 1;

        private String owner;
        private String language;

        /** For JPA. */
        protected Key() {}

        Key(TextKey key) {
            owner = MessageTextRow.owner(key);
            language = key.language().tag();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key
                    && key.owner.equals(owner)
                    && key.language.equals(language);
        }

        @Override
        public int hashCode() {
            return Objects.hash(owner, language);
        }
    }
}
