package io.pilothouse.localtwin.azure;

import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/**
 * What stands before the resource manager: who asks, how much he may ask, what a rehearsal broke;
 * and the activity log of what was asked. For any thread.
 */
final class ArmGate {
  private final AzureScope scope;
  private final AzureTokens tokens;
  private final EndpointFaults faults;
  private final ActivityLog activity;
  private final ArmRouter router;
  private final RequestBudget reads;
  private final RequestBudget writes;
  private final RequestBudget deletes;

  ArmGate(
      AzureScope scope,
      AzureTokens tokens,
      EndpointFaults faults,
      ActivityLog activity,
      ArmRouter router,
      Clock clock) {
    this.scope = scope;
    this.tokens = tokens;
    this.faults = faults;
    this.activity = activity;
    this.router = router;
    this.reads = new RequestBudget(clock, 250, 25);
    this.writes = new RequestBudget(clock, 200, 10);
    this.deletes = new RequestBudget(clock, 200, 10);
  }

  /** Reads a request of somebody. */
  interface Reader {
    Arm.Request read(AzureTokens.Role role) throws IOException;
  }

  /**
   * Answers a request that may be answered.
   *
   * @param authorization the header, empty without one
   * @param reader reads the request once it is known who asks
   * @param headers of the answer, to which what is left of the budget is added
   * @throws Arm.Failure with what Azure would say
   */
  Arm.Response answer(String authorization, Reader reader, Map<String, String> headers)
      throws IOException {
    switch (faults.current()) {
      case THROTTLED -> throw throttled();
      case UNAVAILABLE ->
          throw new Arm.Failure(
              503, "ServerUnavailable", "The service is temporarily unavailable, try again later.");
      case NONE, CUT -> {}
    }
    Arm.Request request = reader.read(authenticate(authorization));
    take(request, headers);
    activity.began(request);
    try {
      Arm.Response response = router.answer(request);
      activity.answered(request, response);
      return response;
    } catch (Arm.Failure failure) {
      activity.answered(request, failure.response());
      throw failure;
    }
  }

  /** Resource manager's limits; Resource Graph and Monitor's batch have limits of their own. */
  private void take(Arm.Request request, Map<String, String> headers) {
    List<String> path = request.segments();
    if (path.isEmpty()
        || path.getFirst().equalsIgnoreCase("providers")
        || path.getLast().equalsIgnoreCase("metrics:getBatch")) {
      return;
    }
    String kind =
        switch (request.method()) {
          case "GET", "HEAD" -> "reads";
          case "DELETE" -> "deletes";
          default -> "writes";
        };
    RequestBudget budget =
        switch (kind) {
          case "reads" -> reads;
          case "deletes" -> deletes;
          default -> writes;
        };
    int left = budget.take();
    if (left < 0) {
      throw throttled();
    }
    headers.put("x-ms-ratelimit-remaining-subscription-" + kind, Integer.toString(left));
  }

  private Arm.Failure throttled() {
    return new Arm.Failure(
        429,
        "SubscriptionRequestsThrottled",
        "Number of requests for subscription '%s' exceeded the limit. Please try again after '1' seconds."
            .formatted(scope.subscription()),
        Map.of("Retry-After", "1"));
  }

  private AzureTokens.Role authenticate(String header) {
    if (!header.regionMatches(true, 0, "Bearer ", 0, 7)) {
      throw unauthenticated(
          "AuthenticationFailed", "Authentication failed. The 'Authorization' header is missing.");
    }
    return tokens
        .role(header.substring(7).trim())
        .orElseThrow(() ->
            unauthenticated(
                "InvalidAuthenticationToken", "The access token is invalid or has expired."));
  }

  private Arm.Failure unauthenticated(String code, String message) {
    return new Arm.Failure(
        401,
        code,
        message,
        Map.of(
            "WWW-Authenticate",
            "Bearer authorization_uri=\"https://login.microsoftonline.com/%s\", error=\"invalid_token\", error_description=\"%s\""
                .formatted(scope.tenant(), message)));
  }
}
