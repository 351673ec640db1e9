/**
 * What Java callers have of the JSON form: {@link org.userphone.api.client.UserClient}, a
 * MicroProfile Rest Client. Published as a jar of its own classifier with the contract and its gRPC
 * stubs; it knows nothing of the server, and the server nothing of it.
 */
package org.userphone.api.client;
