package io.pilothouse.apigateway.edge;

/**
 * Where a request comes from, as far as it can be believed.
 *
 * @param address of the nearest hop that is not one of our proxies, as text without a name
 * @param scheme {@code https} or {@code http}, as the client spoke it
 * @param host the client's Host
 */
public record ClientOrigin(String address, String scheme, String host) {}
