package org.userphone.api.dev;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import org.userphone.domain.StartRefused;
import org.userphone.domain.access.UserId;

/** Signs the tokens of development mode. A token expires after an hour. */
@Dependent
class DevelopmentTokens {

    private static final Duration LIFETIME = Duration.ofHours(1);
    static final UserId ADMIN = new UserId("demo-admin");
    static final String ADMIN_ROLE = "IAM_OWNER";

    private final Development development;
    private final Clock clock;

    @Inject
    DevelopmentTokens(Development development, Clock clock) {
        this.development = development;
        this.clock = clock;
    }

    /** A token for the demo administrator, who has every permission. */
    String ofAdmin() {
        return of(ADMIN, ADMIN_ROLE);
    }

    /** A token for a user with one role of {@code userphone.roles}; others permit nothing. */
    String of(UserId user, String role) {
        return sign(user, List.of(role));
    }

    /** A token for a user without any role, who can make calls about itself only. */
    String of(UserId user) {
        return sign(user, List.of());
    }

    private String sign(UserId subject, List<String> roles) {
        var now = clock.instant();
        var claims =
                new JWTClaimsSet.Builder()
                        .issuer(development.issuer())
                        .audience(development.audience())
                        .subject(subject.value())
                        .issueTime(Date.from(now))
                        .expirationTime(Date.from(now.plus(LIFETIME)))
                        .claim("groups", roles)
                        .claim(
                                "urn:zitadel:iam:user:resourceowner:id",
                                development.organisation().value())
                        .build();
        var header = new JWSHeader.Builder(JWSAlgorithm.ES256).type(JOSEObjectType.JWT).build();
        var token = new SignedJWT(header, claims);
        try {
            token.sign(new ECDSASigner(key()));
        } catch (JOSEException e) {
            throw new IllegalStateException("the development key is not for ES256", e);
        }
        return token.serialize();
    }

    private ECPrivateKey key() {
        try {
            var pem = Files.readString(Path.of(development.keyLocation()));
            var der = Base64.getMimeDecoder().decode(pem.replaceAll("-----[^-]+-----", ""));
            return (ECPrivateKey)
                    KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(der));
        } catch (IOException | GeneralSecurityException | ClassCastException e) {
            throw new StartRefused("The key of development mode cannot be read.", e);
        }
    }
}
