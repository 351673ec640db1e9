package org.userphone.persistence;

import static java.time.ZoneOffset.UTC;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.userphone.domain.sms.EarlyReceipts;
import org.userphone.domain.sms.Receipt;
import org.userphone.domain.sms.Reference;

/** The receipts in the database that wait for their messages. */
@Dependent
@Transactional
class JpaEarlyReceipts implements EarlyReceipts {

    private final EntityManager entityManager;

    @Inject
    JpaEarlyReceipts(EntityManager entityManager) {
        this.entityManager = entityManager;
    }

    /** A native query, because only the database can ignore a row that exists already. */
    @Override
    public void keep(List<Receipt> receipts, Instant now) {
        for (var receipt : receipts) {
            entityManager
                    .createNativeQuery(
                            "insert into sms_receipt"
                                    + " (place, provider, reference, delivered, reason, at, kept_at)"
                                    + " values (?, ?, ?, ?, ?, ?, ?) on conflict do nothing")
                    .setParameter(1, SmsReceiptRow.place(receipt.reference()))
                    .setParameter(2, receipt.reference().provider())
                    .setParameter(3, receipt.reference().id())
                    .setParameter(4, receipt.delivered())
                    .setParameter(5, receipt.reason().orElse(null))
                    .setParameter(6, receipt.at().atOffset(UTC))
                    .setParameter(7, now.atOffset(UTC))
                    .executeUpdate();
        }
    }

    @Override
    public Optional<Receipt> take(Reference reference) {
        return Optional.ofNullable(
                        entityManager.find(SmsReceiptRow.class, SmsReceiptRow.place(reference)))
                .map(this::taken);
    }

    private Receipt taken(SmsReceiptRow row) {
        entityManager.remove(row);
        return row.toReceipt();
    }

    /**
     * A native query, because on H2 EclipseLink would write the values of this one into its text.
     */
    @Override
    public List<Receipt> takeRecorded(int limit) {
        return rows(entityManager
                        .createNativeQuery(
                                "select r.* from sms_receipt r where exists ("
                                        + "select 1 from sms_message m"
                                        + " where m.provider = r.provider"
                                        + " and m.reference = r.reference"
                                        + " and m.state = 'ACCEPTED')"
                                        + " or exists (select 1 from sms_part p"
                                        + " join sms_message m on m.id = p.message"
                                        + " where p.reference = r.reference"
                                        + " and m.provider = r.provider"
                                        + " and m.state = 'ACCEPTED')",
                                SmsReceiptRow.class)
                        .setMaxResults(limit))
                .map(this::taken)
                .toList();
    }

    @SuppressWarnings("unchecked")
    private static Stream<SmsReceiptRow> rows(Query query) {
        return ((List<SmsReceiptRow>) query.getResultList()).stream();
    }

    /** A native query, because JPA has no limit for deletions. */
    @Override
    public int removeBefore(Instant time, int limit) {
        return entityManager
                .createNativeQuery(
                        "delete from sms_receipt where place in (select place from sms_receipt"
                                + " where kept_at < ? order by kept_at fetch first "
                                + limit
                                + " rows only)")
                .setParameter(1, time.atOffset(UTC))
                .executeUpdate();
    }
}
