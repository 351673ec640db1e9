/**
 * Protection from misuse of SMS (SMS pumping): limits, allow and deny lists and a circuit breaker
 * are checked in the transaction that promises an SMS. Test numbers never get one.
 */
package org.userphone.domain.guard;
