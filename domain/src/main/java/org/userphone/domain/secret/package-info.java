/** The secret keys of an installation, and what is hashed and sealed with them. */
package org.userphone.domain.secret;
