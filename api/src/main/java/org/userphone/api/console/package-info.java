/**
 * The console: pages that answer questions about users and messages. They are files that a browser
 * loads, and call the API with the token of whoever is signed in; here is no other way to any data
 * and no session.
 */
package org.userphone.api.console;
