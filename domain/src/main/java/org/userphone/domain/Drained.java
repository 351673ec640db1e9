package org.userphone.domain;

/**
 * Said when the last request has been answered, or the time for that is over: the application is
 * about to end, and its database is still there.
 */
public record Drained() {}
