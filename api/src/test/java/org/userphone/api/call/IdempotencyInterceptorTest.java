package org.userphone.api.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.userphone.domain.Rejected.assertRejected;
import static org.userphone.domain.user.People.ACME;
import static org.userphone.domain.user.People.ADMIN;
import static org.userphone.domain.user.People.OTHER;

import com.google.protobuf.Message;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.userphone.api.address.Peer;
import org.userphone.api.admission.ListMemory;
import org.userphone.api.contract.AddHumanUserRequest;
import org.userphone.api.contract.RemovePhoneRequest;
import org.userphone.api.contract.RemovePhoneResponse;
import org.userphone.api.contract.ResendPhoneCodeRequest;
import org.userphone.api.contract.ResendPhoneCodeResponse;
import org.userphone.api.contract.SetPhoneRequest;
import org.userphone.api.contract.SetPhoneResponse;
import org.userphone.api.token.RoleClaim;
import org.userphone.domain.InMemoryDomain;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.access.OrganisationId;
import org.userphone.domain.idempotency.IdempotencyKey;

class IdempotencyInterceptorTest {

    private static final Optional<IdempotencyKey> KEY = Optional.of(new IdempotencyKey("key"));
    private static final CallContext CONTEXT = context(Optional.of(ACME), KEY);
    private static final SetPhoneRequest SET =
            SetPhoneRequest.newBuilder().setUserId("minnie").setPhone("+41791234567").build();

    private final IdempotencyInterceptor interceptor =
            new IdempotencyInterceptor(new InMemoryDomain().answerOnce);
    private int made;

    private static CallContext context(
            Optional<OrganisationId> organisation, Optional<IdempotencyKey> key) {
        return new CallContext(
                ADMIN,
                new RoleClaim("", "", Set.of()),
                organisation,
                key,
                new ListMemory(0, 0).share(Peer.UNKNOWN));
    }

    private Message set(CallContext context, SetPhoneRequest request) {
        return new Invocation("SetPhone", context, request, this::made).through(interceptor);
    }

    /** Each call is answered differently. */
    private SetPhoneResponse made() {
        made++;
        return SetPhoneResponse.newBuilder().setVerificationCode("CODE" + made).build();
    }

    @Test
    void theSameMessageGetsTheSameAnswer() {
        var first = set(CONTEXT, SET);

        assertThat(set(CONTEXT, SET.toBuilder().build())).isEqualTo(first);
        assertThat(made).isOne();
    }

    @Test
    void anEmptyAnswerIsAnAnswerToo() {
        var empty = ResendPhoneCodeResponse.getDefaultInstance();
        for (int i = 0; i < 2; i++) {
            var resend =
                    new Invocation(
                            "ResendPhoneCode",
                            CONTEXT,
                            ResendPhoneCodeRequest.getDefaultInstance(),
                            () -> {
                                made++;
                                return empty;
                            });

            assertThat(resend.through(interceptor)).isEqualTo(empty);
        }
        assertThat(made).isOne();
    }

    @Test
    void withoutAKeyEveryCallIsMade() {
        var context = context(Optional.of(ACME), Optional.empty());

        assertThat(set(context, SET)).isNotEqualTo(set(context, SET));
    }

    @Test
    void aCallThatIsNotAnsweredOnceIsMadeWhateverItsKey() {
        for (int i = 0; i < 2; i++) {
            new Invocation(
                            "RemovePhone",
                            CONTEXT,
                            RemovePhoneRequest.getDefaultInstance(),
                            () -> {
                                made++;
                                return RemovePhoneResponse.getDefaultInstance();
                            })
                    .through(interceptor);
        }

        assertThat(made).isEqualTo(2);
    }

    @Test
    void anotherMessageIsAnotherCall() {
        set(CONTEXT, SET);

        assertRejected(
                Reason.IDEMPOTENCY_KEY_REUSED,
                () -> set(CONTEXT, SET.toBuilder().setIsVerified(true).build()));
        assertThat(made).isOne();
    }

    @Test
    void theSameFieldsOfAnotherCallAreAnotherCall() {
        set(CONTEXT, SetPhoneRequest.getDefaultInstance());

        assertRejected(
                Reason.IDEMPOTENCY_KEY_REUSED,
                () ->
                        new Invocation(
                                        "AddHumanUser",
                                        CONTEXT,
                                        AddHumanUserRequest.getDefaultInstance(),
                                        this::made)
                                .through(interceptor));
    }

    @Test
    void anotherContextOrganisationIsAnotherCall() {
        set(CONTEXT, SET);

        for (var organisation : List.of(Optional.<OrganisationId>empty(), Optional.of(OTHER))) {
            assertRejected(
                    Reason.IDEMPOTENCY_KEY_REUSED, () -> set(context(organisation, KEY), SET));
        }
    }
}
