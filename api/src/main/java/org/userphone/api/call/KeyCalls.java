package org.userphone.api.call;

import jakarta.inject.Inject;
import org.userphone.api.contract.KeyUse;
import org.userphone.api.contract.ListKeyUseRequest;
import org.userphone.api.contract.ListKeyUseResponse;
import org.userphone.domain.ApplicationSingleton;
import org.userphone.domain.secret.SealedThings.Kind;
import org.userphone.domain.settings.ListKeyUse;
import org.userphone.domain.settings.UsedKey;

/** The calls of {@code userphone.v1.KeyService}. */
@ApplicationSingleton
public class KeyCalls {

    private final ListKeyUse listKeyUse;

    @Inject
    public KeyCalls(ListKeyUse listKeyUse) {
        this.listKeyUse = listKeyUse;
    }

    public ListKeyUseResponse listKeyUse(CallContext context, ListKeyUseRequest request) {
        Rules.check(request);
        var response = ListKeyUseResponse.newBuilder();
        listKeyUse.list(context.caller()).stream().map(KeyCalls::key).forEach(response::addKeys);
        return response.build();
    }

    /** Every count is set, so that JSON shows zeros too: they are what is looked for. */
    private static KeyUse key(UsedKey key) {
        return KeyUse.newBuilder()
                .setId(key.id())
                .setConfigured(key.isConfigured())
                .setFirst(key.isFirst())
                .setUsers(key.count(Kind.USERS))
                .setCodes(key.count(Kind.CODES))
                .setUnsent(key.count(Kind.SMS))
                .setProviders(key.count(Kind.PROVIDERS))
                .setAnswers(key.count(Kind.ANSWERS))
                .build();
    }
}
