package io.pilothouse.apigateway.limit;

import java.time.Duration;

/**
 * What became of one request against a limit.
 *
 * @param passes whether it is within
 * @param remaining how many more are, in this period
 * @param reset until the period ends
 * @param shared whether all instances counted together
 */
record RateDecision(boolean passes, long remaining, Duration reset, boolean shared) {}
