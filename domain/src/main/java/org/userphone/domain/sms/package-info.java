/**
 * SMS: written to the outbox in the transaction that makes their code, sent later outside any
 * transaction, at least once and always with the same id.
 */
package org.userphone.domain.sms;
