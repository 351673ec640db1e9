/**
 * Who calls: bearer tokens, checked here alike for every wire form and on every server.
 *
 * <p>A token names its <em>issuer</em>; only that issuer's <em>keys</em> and algorithms can verify
 * it. What a verified token says about its bearer becomes a {@link
 * org.userphone.domain.access.Caller}: a user id, an organisation, and the permissions that the
 * table of <em>roles</em> gives.
 */
package org.userphone.api.token;
