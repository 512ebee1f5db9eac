package io.pilothouse.domainservice.web;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;
import tools.jackson.databind.json.JsonMapper;

/** What callers send as documents, checked before anything is done with it. */
final class Documents {
  private static final int MOST_BYTES = 64 * 1024;

  private final JsonMapper json;

  Documents(JsonMapper json) {
    this.json = json;
  }

  /**
   * @throws ErrorResponseException 413 if it is too large
   */
  void check(Map<String, Object> document) {
    bytes(document);
  }

  /** What tells two documents apart. @throws ErrorResponseException 413 if it is too large */
  String digest(Map<String, Object> document) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes(document)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private byte[] bytes(Map<String, Object> document) {
    byte[] bytes = json.writeValueAsBytes(document);
    if (bytes.length > MOST_BYTES) {
      throw new ErrorResponseException(
          HttpStatus.CONTENT_TOO_LARGE,
          ProblemDetail.forStatusAndDetail(
              HttpStatus.CONTENT_TOO_LARGE,
              "The document has %d bytes; at most %d are kept."
                  .formatted(bytes.length, MOST_BYTES)),
          null);
    }
    return bytes;
  }
}
