package io.pilothouse.apigateway.edge;

import java.time.Duration;

/** Hears of each request that comes and ends. Called by the request's thread; must not block. */
public interface PassageListener {

  /** One came. */
  void began();

  /** One ended with a status. */
  void ended(int status, Duration after);
}
