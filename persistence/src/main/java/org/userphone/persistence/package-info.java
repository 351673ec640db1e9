/**
 * Stores everything in H2 or PostgreSQL: the event log, the snapshots of users, the outbox, the
 * records of messages, custom texts, SMS providers, answers under idempotency keys and the inbox
 * for development. No other module contains SQL.
 *
 * <p>A class {@code Jpa…} is an adapter and implements a port of the domain; a class {@code …Row}
 * is an entity, which is one row of one table without associations. The schema is {@code
 * db/V1__users_events_outbox.sql} and the migrations after it.
 *
 * <p>The package is flat, and has no rooms like the domain, because the rows are package-private
 * and shared: the outbox and the users are written by one flush, the event log reads the keys in
 * the rows of users, and the events of the instance belong to texts as well as to SMS providers.
 */
package org.userphone.persistence;
