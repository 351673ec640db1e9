/**
 * Webhooks: HTTP endpoints of operators, which get messages and send receipts, each signed with a
 * key that both sides have.
 */
package org.userphone.sms.webhook;
