package org.userphone.domain.text;

import java.time.Instant;
import java.util.Optional;
import org.userphone.domain.user.Editor;

/**
 * A text that somebody wrote in the place of ours, or took back.
 *
 * @param text empty since it was taken back
 * @param sequence of the event of its last change, in the history of the instance or organisation
 * @param changedAt when it was changed last, and {@code editor} by whom
 */
public record MessageText(
        TextKey key, Optional<String> text, long sequence, Instant changedAt, Editor editor) {}
