/**
 * The model of userphone, and the terms that the code uses.
 *
 * <p>A <em>user</em> is an aggregate: its <em>events</em> are stored in an append-only <em>event
 * log</em>, ordered by <em>sequence</em>, and the user is the result of applying them in that
 * order. A <em>snapshot</em> stores this result, so that a request costs the same however long the
 * history is. A <em>decision</em> looks at a user and returns the events that follow; it changes
 * nothing. A <em>use case</em> is one thing that a caller can ask for and one transaction; a
 * <em>collaborator</em> is a step that use cases share. A <em>port</em> is an interface to what the
 * domain needs from outside ({@code Users}, {@code SmsOutbox}, {@code SmsSender}); an
 * <em>adapter</em> implements it and names its technology.
 *
 * <p>A <em>verification code</em> proves that a user can read messages to a number or an address.
 * Only its hash is stored with the user. Its text exists in the answer that returns it, or
 * encrypted in the <em>outbox</em> until the SMS is sent. Inside the application a phone number has
 * one form, E.164.
 *
 * <p>The domain refuses in one way: it throws {@link org.userphone.domain.Rejection}.
 */
package org.userphone.domain;
