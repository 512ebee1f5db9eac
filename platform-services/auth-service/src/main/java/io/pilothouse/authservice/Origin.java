package io.pilothouse.authservice;

/**
 * Where a request came from.
 *
 * @param address the network address of whoever asks, behind our own proxies
 */
public record Origin(String address) {}
