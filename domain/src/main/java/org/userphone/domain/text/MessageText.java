package org.userphone.domain.text;

import java.time.Instant;
import java.util.Optional;
import org.userphone.domain.user.Editor;

/**
 * The current state of a custom text, which an operator has written or reset.
 *
 * @param text the text; empty since it was reset
 * @param sequence the sequence of its last change in the history of the instance or organisation
 * @param changedAt when the text was last changed
 * @param editor who last changed the text
 */
public record MessageText(
        TextKey key, Optional<String> text, long sequence, Instant changedAt, Editor editor) {}
