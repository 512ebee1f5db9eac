package io.pilothouse.domainservice.web;

import io.pilothouse.domainservice.resource.ResourceProblem;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** What a caller can put right, as problem details; the runtime tells of the rest. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class Problems {

  @ExceptionHandler
  ProblemDetail of(ResourceProblem problem) {
    HttpStatus status =
        switch (problem.kind()) {
          case NOT_FOUND -> HttpStatus.NOT_FOUND;
          case VERSION_MISMATCH -> HttpStatus.PRECONDITION_FAILED;
          case KEY_REUSED -> HttpStatus.UNPROCESSABLE_CONTENT;
        };
    return ProblemDetail.forStatusAndDetail(status, String.valueOf(problem.getMessage()));
  }
}
