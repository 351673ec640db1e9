package org.userphone.domain.provider;

/** A provider as it is put into an order. */
public record RoutedProvider(String id, Routes routes) {}
