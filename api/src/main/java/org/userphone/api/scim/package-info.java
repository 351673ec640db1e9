/** SCIM 2.0 (RFC 7643, RFC 7644): a second door to the use cases of users. */
package org.userphone.api.scim;
