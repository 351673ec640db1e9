/**
 * Metrics of calls, refusals, the outbox and SMS (MicroProfile Metrics). No tag names a user, a
 * phone number or a verification code.
 */
package org.userphone.api.metrics;
