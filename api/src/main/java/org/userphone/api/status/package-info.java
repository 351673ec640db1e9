/** Maps failures to {@code google.rpc.Status}, for every wire form in the same way. */
package org.userphone.api.status;
