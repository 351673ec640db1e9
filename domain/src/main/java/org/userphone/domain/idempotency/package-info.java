/**
 * Calls that are made once however often they are repeated: whoever names a call by an idempotency
 * key gets the answer of the first one again, for a while.
 */
package org.userphone.domain.idempotency;
