/**
 * The wire. One contract, the {@code .proto}: JSON is its proto3 JSON form and there is no second
 * set of message classes. Every wire form meets in {@link org.userphone.api.call.UserCalls}, and
 * every refusal becomes a {@code google.rpc.Status} in {@link org.userphone.api.status.Statuses}.
 */
package org.userphone.api;
