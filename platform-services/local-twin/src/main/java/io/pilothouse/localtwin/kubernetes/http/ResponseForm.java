package io.pilothouse.localtwin.kubernetes.http;

import io.pilothouse.localtwin.kubernetes.model.ApiFailure;
import java.util.Locale;

/** The form that a client accepts an answer in; always JSON on the wire. */
enum ResponseForm {
  OBJECT,
  TABLE,
  METADATA,
  AGGREGATED_DISCOVERY_V2,
  AGGREGATED_DISCOVERY_V2BETA1;

  /**
   * The first form of an Accept header that can be given. Protobuf is passed over: clients that ask
   * for it name JSON as well.
   *
   * @throws ApiFailure not acceptable
   */
  static ResponseForm accepted(String accept) {
    if (accept.isBlank()) {
      return OBJECT;
    }
    for (String entry : accept.toLowerCase(Locale.ROOT).split(",")) {
      String type = entry.replace(" ", "");
      if (type.startsWith("application/json")) {
        if (type.contains("as=table")) {
          return TABLE;
        }
        if (type.contains("as=partialobjectmetadata")) {
          return METADATA;
        }
        if (type.contains("as=apigroupdiscoverylist")) {
          return type.contains("v=v2beta1")
              ? AGGREGATED_DISCOVERY_V2BETA1
              : AGGREGATED_DISCOVERY_V2;
        }
        return OBJECT;
      }
      if (type.startsWith("*/*") || type.startsWith("application/*") || type.startsWith("text/")) {
        return OBJECT;
      }
    }
    throw ApiFailure.notAcceptable("application/json");
  }
}
