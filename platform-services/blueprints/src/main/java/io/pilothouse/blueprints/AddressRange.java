package io.pilothouse.blueprints;

/**
 * An IPv4 range in CIDR notation.
 *
 * @param network lowest address, as a number
 * @param bits length of the prefix, 0 to 32
 */
public record AddressRange(long network, int bits) {
  /** Reads {@code a.b.c.d/n}; the text must be of that form, as the schema has checked. */
  public static AddressRange parse(String cidr) {
    int slash = cidr.indexOf('/');
    return new AddressRange(
        address(cidr.substring(0, slash)), Integer.parseInt(cidr.substring(slash + 1)));
  }

  /** An IPv4 address as a number. */
  public static long address(String dotted) {
    long value = 0;
    for (String part : dotted.split("\\.")) {
      value = value << 8 | Integer.parseInt(part);
    }
    return value;
  }

  /** Whether the address given is the lowest of its range. */
  public boolean aligned() {
    return (network & (size() - 1)) == 0;
  }

  /** Whether all of another range lies in this one. */
  public boolean contains(AddressRange other) {
    return other.bits >= bits && contains(other.network);
  }

  /** Whether an address, as a number, lies in this range. */
  public boolean contains(long address) {
    return address >= network && address < network + size();
  }

  /** Whether any address lies in both. */
  public boolean overlaps(AddressRange other) {
    return network < other.network + other.size() && other.network < network + size();
  }

  private long size() {
    return 1L << (32 - bits);
  }
}
