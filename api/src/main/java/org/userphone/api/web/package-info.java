/**
 * Unary calls of gRPC-Web and Connect on the HTTP port (protocol section 9). The calls themselves
 * are in {@link org.userphone.api.call}, as for every wire form.
 */
package org.userphone.api.web;
