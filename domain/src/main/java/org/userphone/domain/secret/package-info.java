/** Secret keys, and the hashing and encryption that use them. */
package org.userphone.domain.secret;
