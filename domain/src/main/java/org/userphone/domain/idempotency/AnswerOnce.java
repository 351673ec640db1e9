package org.userphone.domain.idempotency;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.Base64;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.UseCase;
import org.userphone.domain.access.Caller;
import org.userphone.domain.access.OrganisationId;
import org.userphone.domain.access.Permission;

/**
 * Answers calls that have an idempotency key: the first call is made, and every repetition gets the
 * same answer (the IETF draft on the Idempotency-Key HTTP header field).
 */
@UseCase
public class AnswerOnce {

    private final Answers answers;
    private final IdempotencyPolicy policy;
    private final Clock clock;

    @Inject
    public AnswerOnce(Answers answers, IdempotencyPolicy policy, Clock clock) {
        this.answers = answers;
        this.policy = policy;
        this.clock = clock;
    }

    /**
     * Makes a call, or returns the answer that the caller got for the same call under the same key.
     * Equal calls that arrive at the same time wait for the first one. The use case of the call
     * joins the transaction that begins here, so that its work and its answer are stored together
     * or not at all.
     *
     * <p>No answer is kept of a call that is refused or fails; the call may be repeated under its
     * key. What a refused call records, such as a wrong code, stays as it does without a key. That
     * is why a rejection does not roll back here: the use case has decided that already.
     *
     * <p>The answer may contain a code. It is returned only to the same caller with the same
     * permissions; with other permissions the call counts as another one.
     *
     * @param request the whole call, from its name to its last field
     * @param call makes the call and returns its answer as a text
     * @throws Rejection with {@link Reason#IDEMPOTENCY_KEY_REUSED} if the caller has made another
     *     call under this key; otherwise the rejections of the call itself
     * @throws Exception what the call throws
     */
    @Transactional(rollbackOn = Exception.class, dontRollbackOn = Rejection.class)
    public String answer(Caller caller, IdempotencyKey key, String request, Callable<String> call)
            throws Exception {
        var place = digest(Stream.of(caller.id().value(), key.value()));
        var fingerprint = fingerprint(caller, request);
        var kept = answers.reserve(place, clock.instant());
        if (kept.isPresent()) {
            if (!kept.get().fingerprint().equals(fingerprint)) {
                throw new Rejection(Reason.IDEMPOTENCY_KEY_REUSED);
            }
            return kept.get().text();
        }
        var answer = new Answer(fingerprint, call.call());
        answers.keep(place, answer, clock.instant().plus(policy.lifetime()));
        return answer.text();
    }

    private static String fingerprint(Caller caller, String request) {
        return digest(
                Stream.of(
                        caller.organisation().map(OrganisationId::value).orElse(""),
                        names(caller.everywhere()),
                        names(caller.inOrganisation()),
                        request));
    }

    private static String names(Set<Permission> permissions) {
        return permissions.stream().map(Permission::name).sorted().collect(Collectors.joining(" "));
    }

    /**
     * The SHA-256 of several texts. Each is preceded by its length, so that no other texts give the
     * same whole.
     */
    private static String digest(Stream<String> texts) {
        var whole = texts.map(text -> text.length() + ":" + text).collect(Collectors.joining());
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(whole.getBytes(UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
