package io.pilothouse.deployer.run;

import io.pilothouse.sharedmodel.sentence.Sentence;
import java.util.List;

/** A deployment could not begin or go on. It says why and what to do. */
public final class DeployException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What it means for who asked. */
  public enum Kind {
    /** What was asked for makes no sense: asking again cannot help. */
    REFUSED,
    /** Something that was begun failed; what is done stays, and applying again goes on. */
    FAILED,
    /** What it needs could not be reached. */
    UNREACHABLE
  }

  private final Kind kind;
  private final transient List<Sentence> sentences;

  public DeployException(Kind kind, Sentence... sentences) {
    this(kind, List.of(sentences));
  }

  public DeployException(Kind kind, List<Sentence> sentences) {
    super(sentences.toString());
    this.kind = kind;
    this.sentences = List.copyOf(sentences);
  }

  public Kind kind() {
    return kind;
  }

  /** What happened, then what to do. */
  public List<Sentence> sentences() {
    return sentences;
  }
}
