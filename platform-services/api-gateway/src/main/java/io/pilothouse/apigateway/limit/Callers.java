package io.pilothouse.apigateway.limit;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;

/** Whom a limit counts as one. */
final class Callers {

  /** Of an IPv6 address, what a household or a machine gets whole. */
  private static final int NETWORK_BYTES = 8;

  private Callers() {}

  /** An IPv4 address, or the /64 of an IPv6 one: whoever has one of its addresses has all. */
  static String byAddress(String address) {
    try {
      byte[] bytes = InetAddress.ofLiteral(address).getAddress();
      return bytes.length == 4
          ? address
          : HexFormat.of().formatHex(Arrays.copyOf(bytes, NETWORK_BYTES));
    } catch (IllegalArgumentException e) {
      return "unknown";
    }
  }
}
