/** The address from which a client sends a request, also where trusted proxies are in between. */
package org.userphone.api.address;
