/**
 * What all requests over HTTP have in common: the id and the line in the log, proto3 JSON (protocol
 * section 4), refusals as JSON (protocol section 3.1), and the refusals of requests that reach no
 * call (protocol section 3.5).
 */
package org.userphone.api.http;
