package org.userphone.domain.settings;

import jakarta.inject.Inject;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.UseCase;
import org.userphone.domain.access.Caller;
import org.userphone.domain.access.Permission;
import org.userphone.domain.secret.Keyring;
import org.userphone.domain.secret.SealedThings;

/**
 * Tells what hangs on each secret key, so that an operator knows when an old one may go. This
 * requires {@code iam.read} in every organisation.
 */
@UseCase
public class ListKeyUse {

    private final SealedThings things;
    private final Keyring keys;

    @Inject
    public ListKeyUse(SealedThings things, Keyring keys) {
        this.things = things;
        this.keys = keys;
    }

    /**
     * The keys of the configuration in their order, and after them those that are missing there and
     * still seal something.
     *
     * @throws Rejection with {@link Reason#CALL_NOT_PERMITTED}
     */
    public List<UsedKey> list(Caller caller) {
        caller.requireEverywhere(Permission.IAM_READ);
        var counts = things.counts();
        var ids = new LinkedHashSet<>(keys.ids());
        ids.addAll(counts.keySet());
        return ids.stream()
                .map(
                        id ->
                                new UsedKey(
                                        id,
                                        keys.holds(id),
                                        keys.isFirst(id),
                                        counts.getOrDefault(id, Map.of())))
                .toList();
    }
}
