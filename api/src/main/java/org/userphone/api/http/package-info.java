/**
 * What every request over HTTP has in common: its id and log line, proto3 JSON (protocol section
 * 4), refusals as JSON, and the answers that the server gives without asking a resource (protocol
 * section 3.5).
 */
package org.userphone.api.http;
