/**
 * The choice among the providers: those that the program's settings and the database name, which of
 * them a message goes to, and what each of them gets around its sender.
 */
package org.userphone.sms.route;
