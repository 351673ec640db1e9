package org.userphone.persistence;

import static jakarta.persistence.LockModeType.PESSIMISTIC_WRITE;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import org.userphone.domain.access.OrganisationId;
import org.userphone.domain.text.MessageText;
import org.userphone.domain.text.MessageTexts;
import org.userphone.domain.text.OrganisationEvent;
import org.userphone.domain.text.TextChange;
import org.userphone.domain.text.TextKey;
import org.userphone.domain.user.EventPosition;
import org.userphone.domain.user.EventQuery;

/** The custom texts in the database, and their events. */
@Dependent
@Transactional
class JpaMessageTexts implements MessageTexts {

    private final EntityManager entityManager;
    private final MessageTextCache recent;

    @Inject
    JpaMessageTexts(EntityManager entityManager, MessageTextCache recent) {
        this.entityManager = entityManager;
        this.recent = recent;
    }

    @Override
    public Optional<MessageText> find(TextKey key) {
        return Optional.ofNullable(
                        entityManager.find(MessageTextRow.class, new MessageTextRow.Key(key)))
                .map(MessageTextRow::toText);
    }

    @Override
    public List<MessageText> find(List<TextKey> keys) {
        return recent.of(keys, () -> read(keys));
    }

    /**
     * Reads all owners in all languages with one statement, and leaves out the few texts whose keys
     * were not asked for.
     */
    private List<MessageText> read(List<TextKey> keys) {
        return entityManager
                .createQuery(
                        "select t from MessageTextRow t where t.owner in :owners"
                                + " and t.language in :languages and t.text is not null",
                        MessageTextRow.class)
                .setParameter(
                        "owners", keys.stream().map(MessageTextRow::owner).distinct().toList())
                .setParameter(
                        "languages",
                        keys.stream().map(key -> key.language().tag()).distinct().toList())
                .getResultStream()
                .map(MessageTextRow::toText)
                .filter(text -> keys.contains(text.key()))
                .toList();
    }

    /**
     * {@inheritDoc}
     *
     * <p>Simultaneous changes wait for the lock on the row of the history, so that no other
     * transaction inserts the row of the same text.
     */
    @Override
    public MessageText change(TextChange change) {
        long place =
                change.key()
                        .organisation()
                        .map(organisation -> record(organisation, change))
                        .orElseGet(() -> recordOfInstance(change));
        var changed = row(change.key()).become(change, place);
        entityManager.flush();
        recent.forget();
        return changed;
    }

    private MessageTextRow row(TextKey key) {
        var known = entityManager.find(MessageTextRow.class, new MessageTextRow.Key(key));
        if (known != null) {
            return known;
        }
        var row = new MessageTextRow(key);
        entityManager.persist(row);
        return row;
    }

    private long recordOfInstance(TextChange change) {
        return InstanceRow.record(
                        entityManager,
                        change.at(),
                        change.editor(),
                        change.type(),
                        change.payload())
                .sequence();
    }

    private long record(OrganisationId organisation, TextChange change) {
        begin(organisation);
        long place =
                entityManager
                        .find(OrganisationHistoryRow.class, organisation.value(), PESSIMISTIC_WRITE)
                        .next();
        entityManager.persist(
                new OrganisationEventRow(
                        new OrganisationEvent(
                                organisation,
                                new EventPosition(place, change.at()),
                                change.editor(),
                                change.type(),
                                change.payload())));
        return place;
    }

    /**
     * A native query, because only the database can wait for another transaction that inserts the
     * same row.
     */
    private void begin(OrganisationId organisation) {
        entityManager
                .createNativeQuery(
                        "insert into organisation_history (organisation, sequence) values (?, 0)"
                                + " on conflict do nothing")
                .setParameter(1, organisation.value())
                .executeUpdate();
    }

    @Override
    public List<OrganisationEvent> events(EventQuery query) {
        var conditions = new EventConditions(query);
        query.user().ifPresent(id -> conditions.and("e.organisation = :id", "id", id.value()));
        query.owner()
                .ifPresent(
                        owner -> conditions.and("e.organisation = :owner", "owner", owner.value()));
        var order =
                " order by e.occurredAt%1$s, e.organisation%1$s, e.sequence%1$s"
                        .formatted(query.oldestFirst() ? "" : " desc");
        return conditions
                .bindTo(
                        entityManager.createQuery(
                                "select e from OrganisationEventRow e" + conditions + order,
                                OrganisationEventRow.class))
                .setMaxResults(query.limit())
                .getResultStream()
                .map(OrganisationEventRow::toEvent)
                .toList();
    }
}
