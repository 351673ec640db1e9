/**
 * The calls of the contract: each takes a message and returns a message, whatever wire form carries
 * them. {@link org.userphone.api.call.Rpcs} lists every call. The rules of the contract, admission
 * and idempotency keys apply here, and so to every wire form in the same way.
 */
package org.userphone.api.call;
