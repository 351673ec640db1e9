package org.userphone.api.token;

import java.util.Optional;

/**
 * How the tokens of an issuer make users. Each claim is a path as {@link Claims#at} reads it.
 *
 * @param upToDate whether later tokens change a user who exists
 * @param phoneVerifiedClaim that says whether the issuer has verified the number; empty if the
 *     issuer is not believed in this
 */
record ProvisionSettings(
        boolean upToDate,
        String usernameClaim,
        String emailClaim,
        Optional<String> emailVerifiedClaim,
        String phoneClaim,
        Optional<String> phoneVerifiedClaim) {}
