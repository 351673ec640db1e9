/**
 * The calls of the contract: a message goes in and a message comes out, whatever wire form carried
 * them. {@link org.userphone.api.call.Rpcs} lists every call; the rules of the contract, admission
 * and idempotency keys apply here, alike for every wire form.
 */
package org.userphone.api.call;
