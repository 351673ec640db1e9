/**
 * Verification codes: issued in plain, kept as a keyed hash, bound to one user and one address, and
 * good for a while.
 */
package org.userphone.domain.code;
