package org.userphone.domain;

/**
 * What the connections to the database do at a moment.
 *
 * @param used connections that somebody uses
 * @param idle connections that are open, and that nobody uses
 * @param waiting threads that wait for a connection
 */
public record PoolUse(int used, int idle, int waiting) {}
