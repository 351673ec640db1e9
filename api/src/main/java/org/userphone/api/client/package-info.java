/**
 * A client for callers in Java: {@link org.userphone.api.client.UserClient} makes calls over JSON
 * as a MicroProfile Rest Client. The client jar holds this package, the contract and its gRPC
 * stubs, and has the classifier {@code client}. This package does not use the server's classes, and
 * the server does not use this package.
 */
package org.userphone.api.client;
