package io.pilothouse.domainservice.web;

import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** Versions as entity tags (RFC 9110, section 8.8.3): version 7 is {@code "7"}. */
final class EntityTags {
  private static final Pattern TAG = Pattern.compile("(?:W/)?\"(\\d{1,18})\"");

  private EntityTags() {}

  static String of(long version) {
    return "\"" + version + "\"";
  }

  /**
   * The version that {@code If-Match} names; empty for {@code *}, whichever it is.
   *
   * @throws ErrorResponseException 428 without the header, 412 if it can match nothing of ours
   */
  static OptionalLong required(@Nullable String header) {
    if (header == null || header.isBlank()) {
      throw problem(
          HttpStatus.PRECONDITION_REQUIRED,
          "Send the ETag of the state that you have read as If-Match, so that nobody's change is lost.");
    }
    if (header.strip().equals("*")) {
      return OptionalLong.empty();
    }
    Matcher tag = TAG.matcher(header.strip());
    if (!tag.matches()) {
      throw problem(
          HttpStatus.PRECONDITION_FAILED, "If-Match is none of this service's entity tags.");
    }
    return OptionalLong.of(Long.parseLong(tag.group(1)));
  }

  private static ErrorResponseException problem(HttpStatus status, String detail) {
    return new ErrorResponseException(
        status, ProblemDetail.forStatusAndDetail(status, detail), null);
  }
}
