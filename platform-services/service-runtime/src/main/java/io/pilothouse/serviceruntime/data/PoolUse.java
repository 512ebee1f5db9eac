package io.pilothouse.serviceruntime.data;

/**
 * How a connection pool is used at one moment.
 *
 * @param active connections at work
 * @param idle connections open without work
 * @param waiting callers that wait for a connection
 * @param maximum connections at most
 */
public record PoolUse(int active, int idle, int waiting, int maximum) {

  public PoolUse plus(PoolUse other) {
    return new PoolUse(
        active + other.active, idle + other.idle, waiting + other.waiting, maximum + other.maximum);
  }
}
