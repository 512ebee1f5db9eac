package io.pilothouse.apigateway.edge;

import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/**
 * The gateway's own step in a distributed trace, as W3C Trace Context writes it.
 *
 * @param traceId 32 hexadecimal digits, not all zero
 * @param spanId 16 hexadecimal digits, the gateway's own step
 * @param flags two hexadecimal digits; 01 says that the trace is recorded
 * @param continued whether the client began the trace, so that its {@code tracestate} counts
 */
public record TraceParent(String traceId, String spanId, String flags, boolean continued) {

  private static final Pattern WELL_FORMED =
      Pattern.compile("00-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-([0-9a-f]{2})");

  /** A step in the client's trace, or the first of a new one when the client names none. */
  static TraceParent after(Optional<String> header) {
    var match = header.map(WELL_FORMED::matcher).filter(matcher -> matcher.matches());
    return match
        .map(found -> new TraceParent(found.group(1), hex(8), found.group(2), true))
        .orElseGet(() -> new TraceParent(hex(16), hex(8), "00", false));
  }

  /** What the service is told. */
  public String header() {
    return "00-" + traceId + "-" + spanId + "-" + flags;
  }

  /** Not a secret: only unlikely to be drawn twice. */
  static String hex(int bytes) {
    byte[] drawn = new byte[bytes];
    ThreadLocalRandom.current().nextBytes(drawn);
    drawn[0] |= 1; // Never all zero.
    return HexFormat.of().formatHex(drawn);
  }
}
