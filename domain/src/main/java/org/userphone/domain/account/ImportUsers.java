package org.userphone.domain.account;

import static jakarta.transaction.Transactional.TxType.NOT_SUPPORTED;

import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.List;
import org.userphone.domain.Rejection;
import org.userphone.domain.UseCase;
import org.userphone.domain.access.Caller;

/**
 * Adds and changes users as a file tells them: whoever is not there is added, whoever is there is
 * changed where something differs. So a file can be imported again, as a whole or from any line on.
 * No SMS is sent.
 */
@UseCase
public class ImportUsers {

    /** The most users of one call. */
    public static final int MAX_USERS = 100;

    private final ImportBatch batch;

    @Inject
    public ImportUsers(ImportBatch batch) {
        this.batch = batch;
    }

    /**
     * Imports users, in one transaction if nobody else is in their way, and else each in one of its
     * own: a user who is refused keeps no other from being stored. When this returns, whoever is
     * not refused is stored.
     *
     * @param dryRun whether nothing is to be stored; the answers are those of an import, except
     *     that only these users are compared with each other, and not those of other calls
     * @return what became of each user, in their order
     */
    @Transactional(NOT_SUPPORTED)
    public List<Imported> run(Caller caller, List<ImportedHuman> humans, boolean dryRun) {
        try {
            return batch.run(caller, humans, dryRun);
        } catch (Rejection e) { // told of the user whom it is about
            return humans.stream().map(human -> alone(caller, human, dryRun)).toList();
        }
    }

    private Imported alone(Caller caller, ImportedHuman human, boolean dryRun) {
        try {
            return batch.run(caller, List.of(human), dryRun).get(0);
        } catch (Rejection e) {
            return Imported.refused(e);
        }
    }
}
