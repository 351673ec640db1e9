/**
 * Files of users over HTTP, in and out, line by line and in bounded memory. What a file holds goes
 * through the calls of the contract, some lines at a time.
 */
package org.userphone.api.bulk;
