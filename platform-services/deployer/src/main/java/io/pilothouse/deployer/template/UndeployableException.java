package io.pilothouse.deployer.template;

import io.pilothouse.sharedmodel.sentence.Sentence;

/**
 * What a document asks for, and no template can say. Its place in the document is that of the
 * component's field.
 */
public final class UndeployableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String component;
  private final String field;
  private final transient Sentence happens;
  private final transient Sentence instead;

  UndeployableException(String component, String field, String rule, Object... arguments) {
    this(
        component,
        field,
        Sentence.of("deploy.refusal." + rule + ".happens", arguments),
        Sentence.of("deploy.refusal." + rule + ".instead", arguments));
  }

  private UndeployableException(
      String component, String field, Sentence happens, Sentence instead) {
    super(component + "." + field + ": " + happens + " " + instead);
    this.component = component;
    this.field = field;
    this.happens = happens;
    this.instead = instead;
  }

  public String component() {
    return component;
  }

  public String field() {
    return field;
  }

  /** What is in the way. */
  public Sentence happens() {
    return happens;
  }

  /** What to do. */
  public Sentence instead() {
    return instead;
  }
}
