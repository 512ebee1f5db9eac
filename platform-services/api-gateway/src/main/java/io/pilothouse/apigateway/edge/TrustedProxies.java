package io.pilothouse.apigateway.edge;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * The proxies in front of the gateway whose word on where a request comes from is believed.
 *
 * <p>Each proxy appends the address that it was called from, so the list is read from its right:
 * the first address that is none of ours is the client. What stands left of it was written by the
 * client and says nothing.
 */
public final class TrustedProxies {

  private record Block(InetAddress network, int bits) {

    boolean contains(InetAddress other) {
      byte[] address = network.getAddress();
      byte[] candidate = other.getAddress();
      if (candidate.length != address.length) {
        return false;
      }
      for (int bit = 0; bit < bits; bit++) {
        int mask = 0x80 >> (bit % 8);
        if ((candidate[bit / 8] & mask) != (address[bit / 8] & mask)) {
          return false;
        }
      }
      return true;
    }
  }

  private final List<Block> blocks;

  /** Of addresses and CIDR blocks, such as {@code 10.0.1.0/24}. */
  public TrustedProxies(List<String> addresses) {
    blocks = addresses.stream().map(TrustedProxies::block).toList();
  }

  /** Whether what the peer says of the hops before it is believed. */
  public boolean trusts(String peer) {
    return literal(peer).filter(this::trusts).isPresent();
  }

  /**
   * The client's address.
   *
   * @param peer the connection's
   * @param forwardedFor the values of {@code X-Forwarded-For} in order
   */
  public String client(String peer, List<String> forwardedFor) {
    var client = peer;
    if (!trusts(peer)) {
      return client;
    }
    var hops = new ArrayList<String>();
    forwardedFor.forEach(value -> Collections.addAll(hops, value.split(",", -1)));
    for (var hop : hops.reversed()) {
      var address = literal(withoutPort(hop.strip()));
      if (address.isEmpty()) {
        return client; // Whoever wrote this is no proxy of ours.
      }
      client = address.orElseThrow().getHostAddress();
      if (!trusts(address.orElseThrow())) {
        return client;
      }
    }
    return client;
  }

  private boolean trusts(InetAddress address) {
    return blocks.stream().anyMatch(block -> block.contains(address));
  }

  private static Block block(String text) {
    int slash = text.indexOf('/');
    var address =
        literal(slash < 0 ? text : text.substring(0, slash)).orElseThrow(() -> refused(text));
    int all = address.getAddress().length * 8;
    try {
      int bits = slash < 0 ? all : Integer.parseInt(text.substring(slash + 1));
      if (bits < 0 || bits > all) {
        throw refused(text);
      }
      return new Block(address, bits);
    } catch (NumberFormatException e) {
      throw refused(text);
    }
  }

  /** Never looks a name up. */
  private static Optional<InetAddress> literal(String text) {
    try {
      return Optional.of(InetAddress.ofLiteral(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Application Gateway writes the port too. */
  private static String withoutPort(String hop) {
    if (hop.startsWith("[")) {
      int end = hop.indexOf(']');
      return end < 0 ? hop : hop.substring(1, end);
    }
    int colon = hop.indexOf(':');
    return colon > 0 && colon == hop.lastIndexOf(':') ? hop.substring(0, colon) : hop;
  }

  private static IllegalArgumentException refused(String text) {
    return new IllegalArgumentException(
        "pilothouse.gateway.trusted-proxies: neither an address nor a CIDR block: " + text);
  }
}
