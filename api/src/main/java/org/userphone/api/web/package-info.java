/**
 * gRPC-Web and Connect, unary, on the HTTP port (protocol section 9): how messages and refusals are
 * packed, and nothing else. What a call does is the business of {@link
 * org.userphone.api.call.UserCalls}, as on every wire form.
 */
package org.userphone.api.web;
