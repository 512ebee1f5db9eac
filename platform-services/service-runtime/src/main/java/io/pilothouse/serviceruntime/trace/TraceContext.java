package io.pilothouse.serviceruntime.trace;

import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/**
 * The place of a piece of work in a distributed trace, as W3C's Trace Context says, and the request
 * id that a person may quote. Whatever comes from outside is checked: it ends up in logs.
 *
 * @param traceId 32 hexadecimal digits, the same in all services
 * @param spanId 16 hexadecimal digits, this service's own
 * @param sampled whether the caller records the trace
 * @param requestId up to 64 letters, digits, dots, dashes and underscores
 */
public record TraceContext(String traceId, String spanId, boolean sampled, String requestId) {

  /** The header that W3C's Trace Context defines. */
  public static final String TRACE_HEADER = "traceparent";

  /** The header of the request id. */
  public static final String REQUEST_HEADER = "X-Request-Id";

  private static final Pattern TRACE_PARENT =
      Pattern.compile("([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?");
  private static final Pattern REQUEST_ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");
  private static final int LONGEST_HEADER = 512;

  /**
   * The context of a request that came in: part of the caller's trace, or the first of a new one.
   *
   * @param traceParent the header as it came, if one did; what is not well formed is passed over
   * @param requestId the header as it came, if one did
   */
  public static TraceContext entering(Optional<String> traceParent, Optional<String> requestId) {
    var id =
        requestId
            .filter(text -> REQUEST_ID.matcher(text).matches())
            .orElseGet(() -> UUID.randomUUID().toString());
    return traceParent
        .filter(text -> text.length() <= LONGEST_HEADER)
        .map(TRACE_PARENT::matcher)
        .filter(header ->
            header.matches()
                && !header.group(1).equals("ff")
                && (header.group(5) == null || !header.group(1).equals("00"))
                && !isZero(header.group(2))
                && !isZero(header.group(3)))
        .map(header ->
            new TraceContext(
                header.group(2), newSpan(), (Integer.parseInt(header.group(4), 16) & 1) == 1, id))
        .orElseGet(() -> new TraceContext(newSpan() + newSpan(), newSpan(), false, id));
  }

  /** The header for a call that this work makes. */
  public String traceParent() {
    return "00-" + traceId + "-" + spanId + (sampled ? "-01" : "-00");
  }

  private static boolean isZero(String digits) {
    return digits.chars().allMatch(digit -> digit == '0');
  }

  private static String newSpan() {
    long random = ThreadLocalRandom.current().nextLong();
    return HexFormat.of().toHexDigits(random == 0 ? 1 : random);
  }
}
