package io.pilothouse.serviceruntime.readiness;

/**
 * Something without which a service cannot answer, such as its database; not what it goes on
 * without, such as its cache. Called from one thread, at most each period; should answer in less.
 */
public interface ReadinessCheck {

  /** What is checked, such as {@code database}. */
  String name();

  /**
   * Tries it.
   *
   * @throws Exception if it does not work; the message is shown
   */
  void check() throws Exception;
}
