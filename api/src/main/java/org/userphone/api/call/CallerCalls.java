package org.userphone.api.call;

import java.util.Set;
import java.util.stream.Stream;
import org.userphone.api.contract.GetMeRequest;
import org.userphone.api.contract.GetMeResponse;
import org.userphone.api.token.RoleClaim;
import org.userphone.domain.ApplicationSingleton;
import org.userphone.domain.access.Caller;
import org.userphone.domain.access.OrganisationId;
import org.userphone.domain.access.Permission;

/** The calls of {@code userphone.v1.CallerService}. */
@ApplicationSingleton
public class CallerCalls {

    public GetMeResponse getMe(CallContext context, GetMeRequest request) {
        return me(context.caller(), context.roles());
    }

    /** How a token is read. Sorted by name, so that equal tokens get equal answers. */
    static GetMeResponse me(Caller caller, RoleClaim read) {
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
