package io.pilothouse.deployer.values;

import io.pilothouse.sharedmodel.blueprint.Blueprint;
import java.util.Locale;

/** What a system is deployed for. */
public enum Stage {
  /** As the document has it. */
  PRODUCTION,

  /** One pod of each service, PostgreSQL and Redis in pods, nothing of Azure but the broker. */
  DEVELOPMENT;

  /** What the blueprint's own environment is. */
  public static Stage of(Blueprint blueprint) {
    String words = (blueprint.environment() + " " + blueprint.system()).toLowerCase(Locale.ROOT);
    return words.contains("개발") || words.matches("(?s).*\\bdev(elopment)?\\b.*")
        ? DEVELOPMENT
        : PRODUCTION;
  }

  /** The chart's word. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
