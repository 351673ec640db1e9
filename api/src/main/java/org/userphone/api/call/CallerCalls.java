package org.userphone.api.call;

import java.util.Set;
import java.util.stream.Stream;
import org.userphone.api.contract.GetMeRequest;
import org.userphone.api.contract.GetMeResponse;
import org.userphone.domain.ApplicationSingleton;
import org.userphone.domain.access.OrganisationId;
import org.userphone.domain.access.Permission;

/** The calls of {@code userphone.v1.CallerService}. */
@ApplicationSingleton
public class CallerCalls {

    /** Sorted by name, so that equal tokens get equal answers. */
    public GetMeResponse getMe(CallContext context, GetMeRequest request) {
        var caller = context.caller();
        var read = context.roles();
        return GetMeResponse.newBuilder()
                .setUserId(caller.id().value())
                .setOrganizationId(caller.organisation().map(OrganisationId::value).orElse(""))
                .addAllPermissions(ids(caller.everywhere())::iterator)
                .addAllOrganizationPermissions(ids(caller.inOrganisation())::iterator)
                .addAllRoles(read.roles().stream().sorted()::iterator)
                .setRolesClaim(read.claim())
                .setIssuer(read.issuer())
                .build();
    }

    private static Stream<String> ids(Set<Permission> permissions) {
        return permissions.stream().map(Permission::id).sorted();
    }
}
