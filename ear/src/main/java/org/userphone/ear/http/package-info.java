/** What stands inside the server, in front of the application. It sees the server's classes. */
package org.userphone.ear.http;
