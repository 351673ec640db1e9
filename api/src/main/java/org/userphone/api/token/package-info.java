/**
 * Bearer tokens: who makes a call. They are checked here for every wire form and on every
 * application server in the same way.
 *
 * <p>A token names its <em>issuer</em>, and only the <em>keys</em> and algorithms of that issuer
 * can verify it. The claims of a verified token make a {@link org.userphone.domain.access.Caller}:
 * a user id, an organisation, and the permissions that the table of <em>roles</em> gives.
 */
package org.userphone.api.token;
