package io.pilothouse.localtwin.azure.kusto;

/** A query that is not understood, with the place where it stops being. */
public final class KustoException extends RuntimeException {
  @java.io.Serial private static final long serialVersionUID = 1L;
  private final int line;
  private final int position;
  private final String token;

  KustoException(String message, Token at) {
    super(message, null, false, false);
    this.line = at.line();
    this.position = at.position();
    this.token = at.text();
  }

  /** From 1. */
  public int line() {
    return line;
  }

  /** In its line, from 0. */
  public int position() {
    return position;
  }

  /** What stands there; empty at the query's end. */
  public String token() {
    return token;
  }
}
