package org.userphone.persistence;

import static jakarta.persistence.LockModeType.PESSIMISTIC_WRITE;
import static java.time.ZoneOffset.UTC;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.userphone.domain.access.OrganisationId;
import org.userphone.domain.text.Language;
import org.userphone.domain.text.MessageText;
import org.userphone.domain.text.MessageTexts;
import org.userphone.domain.text.TextKey;
import org.userphone.domain.user.Editor;

/** The texts in the database. */
@Dependent
@Transactional
class JpaMessageTexts implements MessageTexts {

    private final EntityManager entityManager;

    @Inject
    JpaMessageTexts(EntityManager entityManager) {
        this.entityManager = entityManager;
    }

    @Override
    public Optional<MessageText> find(TextKey key) {
        return Optional.ofNullable(
                        entityManager.find(MessageTextRow.class, new MessageTextRow.Key(key)))
                .filter(MessageTextRow::isWritten)
                .map(MessageTextRow::toText);
    }

    @Override
    public List<MessageText> find(Optional<OrganisationId> organisation, List<Language> languages) {
        return entityManager
                .createQuery(
                        "select t from MessageTextRow t where t.owner in (:instance, :owner)"
                                + " and t.language in :languages and t.text is not null",
                        MessageTextRow.class)
                .setParameter("instance", MessageTextRow.INSTANCE)
                .setParameter(
                        "owner",
                        organisation.map(OrganisationId::value).orElse(MessageTextRow.INSTANCE))
                .setParameter("languages", languages.stream().map(Language::tag).toList())
                .getResultStream()
                .map(MessageTextRow::toText)
                .toList();
    }

    /**
     * {@inheritDoc}
     *
     * <p>They wait at the row, which is added if it is missing.
     */
    @Override
    public MessageText change(TextKey key, Optional<String> text, Editor editor, Instant now) {
        var id = new MessageTextRow.Key(key);
        add(id, editor, now);
        var changed =
                entityManager
                        .find(MessageTextRow.class, id, PESSIMISTIC_WRITE)
                        .change(text, editor, now);
        entityManager.flush();
        return changed;
    }

    /** Native, because only the database can wait for another call that adds the same row. */
    private void add(MessageTextRow.Key id, Editor editor, Instant now) {
        entityManager
                .createNativeQuery(
                        "insert into message_text (owner, language, sequence, changed_at, editor)"
                                + " values (?, ?, 0, ?, ?) on conflict do nothing")
                .setParameter(1, id.owner())
                .setParameter(2, id.language())
                .setParameter(3, now.atOffset(UTC))
                .setParameter(4, editor.id())
                .executeUpdate();
    }
}
