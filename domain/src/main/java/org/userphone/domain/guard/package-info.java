/**
 * What keeps SMS from costing more than they should: limits and lists that are asked before one is
 * promised, in the transaction that promises it, and numbers for tests that never get one.
 */
package org.userphone.domain.guard;
