/**
 * Idempotency keys: a call that is repeated under its key is made once and answered alike for some
 * time.
 */
package org.userphone.domain.idempotency;
