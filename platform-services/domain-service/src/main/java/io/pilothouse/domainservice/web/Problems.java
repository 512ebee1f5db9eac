package io.pilothouse.domainservice.web;

import io.pilothouse.domainservice.resource.ResourceProblem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.TransactionException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** What went wrong, as problem details (RFC 9457); nothing of the inside is told. */
@RestControllerAdvice
class Problems {
  private static final Logger LOG = LoggerFactory.getLogger(Problems.class);
  private static final String RETRY_SECONDS = "2";

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

  @ExceptionHandler({DataAccessException.class, TransactionException.class})
  ResponseEntity<ProblemDetail> database(RuntimeException failure) {
    LOG.warn("database failed cause=\"{}\"", failure.getMessage());
    return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
        .header(HttpHeaders.RETRY_AFTER, RETRY_SECONDS)
        .body(
            ProblemDetail.forStatusAndDetail(
                HttpStatus.SERVICE_UNAVAILABLE,
                "The database does not answer; whether a change was made is not known. Try again."));
  }
}
