package io.pilothouse.localtwin.kubernetes.api;

/** Whether a write is only tried, and who writes. */
public record WriteOptions(boolean dryRun, String fieldManager) {
  public static final WriteOptions DEFAULT = new WriteOptions(false, "");
}
