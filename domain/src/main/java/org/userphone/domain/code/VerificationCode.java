package org.userphone.domain.code;

/** A verification code as its receiver reads it. It masks itself wherever it might be printed. */
public record VerificationCode(String text) {

    @Override
    public String toString() {
        return "*".repeat(text.length());
    }
}
