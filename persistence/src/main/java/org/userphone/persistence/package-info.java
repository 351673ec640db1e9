/**
 * The event log, the snapshots, the outbox, the kept answers and the development inbox in H2 or
 * PostgreSQL. SQL lives here and nowhere else. An adapter ({@code JpaUsers}) keeps a port of the
 * domain; a row ({@code UserRow}) is one line of one table, without associations; the schema is
 * {@code db/V1__users_events_outbox.sql} and what follows it.
 */
package org.userphone.persistence;
