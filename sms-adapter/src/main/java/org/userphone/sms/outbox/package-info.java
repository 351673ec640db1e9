/**
 * What runs in the background while the application runs: it delivers the messages in the outbox,
 * keeps connections to providers open, and clears old messages away.
 */
package org.userphone.sms.outbox;
