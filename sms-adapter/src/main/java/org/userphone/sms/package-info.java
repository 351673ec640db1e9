/**
 * The senders of SMS, one of which is chosen by configuration, and the timer that drains the
 * outbox.
 */
package org.userphone.sms;
