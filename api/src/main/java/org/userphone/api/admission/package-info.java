/** The room for calls, and how much of it one client address may take. */
package org.userphone.api.admission;
