/**
 * Verification codes: made at random, stored as a keyed hash, bound to one user and one number or
 * address, and valid for a limited time.
 */
package org.userphone.domain.code;
