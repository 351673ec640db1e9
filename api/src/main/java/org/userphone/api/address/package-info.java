/**
 * Where a request comes from: the client address, read through the proxies that are trusted to tell
 * it.
 */
package org.userphone.api.address;
