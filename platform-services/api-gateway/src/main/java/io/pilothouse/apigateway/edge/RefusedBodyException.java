package io.pilothouse.apigateway.edge;

import io.pilothouse.serviceruntime.spring.problem.Problem;
import java.io.IOException;

/** A request's body is more, or slower, than is taken. */
public final class RefusedBodyException extends IOException {

  private static final long serialVersionUID = 1;

  private final transient Problem problem;

  RefusedBodyException(Problem problem) {
    super(problem.detail());
    this.problem = problem;
  }

  /** What the client is told. */
  public Problem problem() {
    return problem;
  }
}
