/**
 * Numbers about the calls, the refusals and the outbox (MicroProfile Metrics). No tag names a user,
 * a number or a code.
 */
package org.userphone.api.metrics;
