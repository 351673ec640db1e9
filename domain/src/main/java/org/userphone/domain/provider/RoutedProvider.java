package org.userphone.domain.provider;

/** An SMS provider that is to be active, and the numbers that it is used for. */
public record RoutedProvider(String id, Routes routes) {}
