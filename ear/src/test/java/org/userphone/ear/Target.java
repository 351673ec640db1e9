package org.userphone.ear;

import java.net.InetSocketAddress;
import java.net.URI;

/**
 * A program that is attacked.
 *
 * @param token of somebody who may read all users
 * @param user the id of one
 */
public record Target(URI http, InetSocketAddress grpc, String token, String user) {}
