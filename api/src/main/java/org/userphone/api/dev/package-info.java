/**
 * Development mode: a token, a demo user and an inbox for somebody who tries userphone on their own
 * machine. In any other mode nothing of this is there, not even as a refusal.
 */
package org.userphone.api.dev;
