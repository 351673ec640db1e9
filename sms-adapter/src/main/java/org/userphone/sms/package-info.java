/**
 * The providers of SMS: senders that speak their protocols, care around these, the choice among
 * them, what they tell us later, and what looks at the outbox again and again.
 */
package org.userphone.sms;
