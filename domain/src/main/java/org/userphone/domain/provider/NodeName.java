package org.userphone.domain.provider;

/** The name of this node, by which an answer says what holds for one node only. */
public record NodeName(String value) {}
