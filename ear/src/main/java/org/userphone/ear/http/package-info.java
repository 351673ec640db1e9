/** Runs inside the server, in front of the application, and uses the server's classes. */
package org.userphone.ear.http;
