package io.pilothouse.localtwin.deploy;

import java.util.Optional;

/**
 * A block of IPv4 addresses, such as {@code 10.0.0.0/16}.
 *
 * @param first its first address as a number
 * @param prefix bits that all of its addresses share, 0 to 32
 */
record AddressBlock(long first, int prefix) {

  /** Reads the CIDR form; nothing when it is not of that form. */
  static Optional<AddressBlock> parse(String cidr) {
    int slash = cidr.indexOf('/');
    String bits = slash < 0 ? "32" : cidr.substring(slash + 1);
    if (!bits.matches("\\d{1,2}") || Integer.parseInt(bits) > 32) {
      return Optional.empty();
    }
    int prefix = Integer.parseInt(bits);
    return number(slash < 0 ? cidr : cidr.substring(0, slash))
        .map(address -> new AddressBlock(address & mask(prefix), prefix));
  }

  boolean contains(String address) {
    return number(address).filter(given -> (given & mask(prefix)) == first).isPresent();
  }

  /** The address at this offset. */
  String address(int offset) {
    long value = first + offset;
    return (value >> 24)
        + "."
        + (value >> 16 & 255)
        + "."
        + (value >> 8 & 255)
        + "."
        + (value & 255);
  }

  private static long mask(int prefix) {
    return prefix == 0 ? 0 : 0xffffffffL << (32 - prefix) & 0xffffffffL;
  }

  private static Optional<Long> number(String address) {
    String[] parts = address.split("\\.", -1);
    if (parts.length != 4) {
      return Optional.empty();
    }
    long value = 0;
    for (String part : parts) {
      if (!part.matches("\\d{1,3}") || Integer.parseInt(part) > 255) {
        return Optional.empty();
      }
      value = value << 8 | Integer.parseInt(part);
    }
    return Optional.of(value);
  }
}
