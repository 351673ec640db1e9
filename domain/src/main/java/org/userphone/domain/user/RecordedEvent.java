package org.userphone.domain.user;

import org.userphone.domain.access.UserId;

/** An event with its place in the log. */
public record RecordedEvent(UserId user, EventPosition position, Editor editor, UserEvent event) {}
