/** What a refusal is called on the wire, whatever the wire form. */
package org.userphone.api.status;
