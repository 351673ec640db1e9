/**
 * SMS: stored in the outbox in the transaction that makes their code, and sent later outside any
 * transaction, at least once and always with the same id.
 */
package org.userphone.domain.sms;
