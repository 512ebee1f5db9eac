package io.pilothouse.desktopapp.update;

/** What a feed of releases said. */
public sealed interface FeedAnswer {
  /** The newest release. */
  record Newest(Release release) implements FeedAnswer {}

  /**
   * Nothing that can be used.
   *
   * @param reason for the log
   */
  record Unusable(String reason) implements FeedAnswer {}
}
