package org.userphone.domain;

/**
 * The event that the last request has been answered, or that the time for draining is over. The
 * application is about to stop; the database can still be used.
 */
public record Drained() {}
