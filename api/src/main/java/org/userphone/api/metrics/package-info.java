/**
 * Metrics of calls, refusals, the outbox, SMS and the JVM, in the formats of Prometheus. No tag
 * names a user, a phone number or a verification code, and none has values without end.
 */
package org.userphone.api.metrics;
