/**
 * The API over HTTP and gRPC. Its contract are the {@code .proto} files, and JSON is their proto3
 * JSON form, so every wire form uses the same message classes. Every wire form makes its calls
 * through {@link org.userphone.api.call}, and {@link org.userphone.api.status.Statuses} maps every
 * failure to a {@code google.rpc.Status}.
 */
package org.userphone.api;
