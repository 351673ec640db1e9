/**
 * Native gRPC, by a server of its own on a port of its own: over the HTTP/2 of Payara answers get
 * lost under load. The calls themselves are in {@link org.userphone.api.call}, as for every wire
 * form.
 */
package org.userphone.api.grpc;
