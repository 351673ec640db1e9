package org.userphone.domain.user;

/** An event as it lies in the log. */
public record RecordedEvent(UserId user, EventPosition position, Editor editor, UserEvent event) {}
