package io.pilothouse.blueprints.review;

import java.net.URI;

/**
 * What is the same for all findings of a rule.
 *
 * @param id lower-case words joined by hyphens; unique in the catalogue, and never changed
 * @param severity of its findings, where an occurrence does not say otherwise
 * @param documentation the page that the rule is taken from
 */
public record About(String id, Severity severity, URI documentation) {
  /** With the page as text. */
  public static About of(String id, Severity severity, String documentation) {
    return new About(id, severity, URI.create(documentation));
  }
}
