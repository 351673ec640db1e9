/**
 * The launcher of userphone.jar. It starts and stops the server, and decides what goes to standard
 * output and standard error, and with which status the JVM exits. It does not use the classes of
 * the application, which have class loaders of their own.
 */
package org.userphone.ear;
