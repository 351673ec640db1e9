package org.userphone.domain.idempotency;

/**
 * The answer to a call that has an idempotency key.
 *
 * @param fingerprint one line that is equal for equal calls
 * @param text the answer, in the form that the caller of {@link AnswerOnce} gave it
 */
public record Answer(String fingerprint, String text) {

    /** Without the text, which may contain a code. */
    @Override
    public String toString() {
        return "Answer[" + fingerprint + "]";
    }
}
