package org.userphone.domain.idempotency;

/**
 * What a call was answered.
 *
 * @param fingerprint tells whether a call is the same: equal ones have equal fingerprints; one line
 * @param text the answer, in the form that the caller of {@link AnswerOnce} gave it
 */
public record Answer(String fingerprint, String text) {

    /** Not the text: it may hold a code. */
    @Override
    public String toString() {
        return "Answer[" + fingerprint + "]";
    }
}
