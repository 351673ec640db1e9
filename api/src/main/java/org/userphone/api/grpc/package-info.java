/**
 * Native gRPC: a server of its own on a port of its own (platform of the house: over the
 * application server's HTTP/2, answers get lost under load). What a call does is the business of
 * {@link org.userphone.api.call.UserCalls}, as on every wire form.
 */
package org.userphone.api.grpc;
