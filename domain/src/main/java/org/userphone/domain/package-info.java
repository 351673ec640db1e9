/**
 * What userphone is about, in its own words.
 *
 * <p>A <em>user</em> is an aggregate: its <em>events</em> lie in an append-only <em>event log</em>,
 * in the order of their <em>sequence</em>, and folding them gives the user; a <em>snapshot</em> is
 * that fold, kept so that a request costs the same at any length of history. A <em>decision</em>
 * looks at a user and returns the events that follow. A <em>use case</em> is one thing a caller can
 * ask for and one transaction; a <em>collaborator</em> is a step that use cases share. A
 * <em>port</em> is what the domain needs from outside ({@code Users}, {@code SmsOutbox}, {@code
 * SmsSender}); <em>adapters</em> provide it and say their technology in their name.
 *
 * <p>A <em>verification code</em> proves a number. It is stored as a hash; its readable text exists
 * in the answer that returns it or, sealed, in the <em>outbox</em> until the SMS is sent. Inside
 * the application a phone number has one form, E.164.
 *
 * <p>The domain says no in one way: {@link org.userphone.domain.Rejection}.
 */
package org.userphone.domain;
