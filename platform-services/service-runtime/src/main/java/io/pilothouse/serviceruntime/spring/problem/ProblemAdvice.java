package io.pilothouse.serviceruntime.spring.problem;

import io.pilothouse.serviceruntime.data.CommitOutcomeUnknownException;
import io.pilothouse.serviceruntime.data.DatabaseUnavailableException;
import io.pilothouse.serviceruntime.external.ExternalCallException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/**
 * Answers what a controller threw. What Spring MVC throws says itself what it is; a dependency that
 * is away is 503, and anything unforeseen 500, logged here and not shown.
 */
@RestControllerAdvice
public class ProblemAdvice extends ResponseEntityExceptionHandler {

  private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);

  @ExceptionHandler
  ResponseEntity<ProblemDetail> unforeseen(Exception failure) throws Exception {
    if (isSecurity(failure)) {
      throw failure; // Spring Security's own filter answers it.
    }
    if (caused(failure, CommitOutcomeUnknownException.class)) {
      LOG.warn("commit outcome unknown cause=\"{}\"", failure.getMessage());
      return answer(
          new Problem(
              HttpStatus.SERVICE_UNAVAILABLE,
              "outcome-unknown",
              "Whether the change was made is not known. Look before you send it again."));
    }
    if (caused(failure, DatabaseUnavailableException.class) || isDatabaseAway(failure)) {
      LOG.warn("database away cause=\"{}\"", failure.getMessage());
      return later(
          new Problem(
              HttpStatus.SERVICE_UNAVAILABLE,
              "database-away",
              "The database does not answer now."));
    }
    if (caused(failure, ExternalCallException.class)) {
      LOG.warn("external call failed cause=\"{}\"", failure.getMessage());
      return later(
          new Problem(
              HttpStatus.SERVICE_UNAVAILABLE,
              "dependency-away",
              "A system behind does not answer."));
    }
    LOG.error("request failed", failure);
    return answer(
        new Problem(
            HttpStatus.INTERNAL_SERVER_ERROR, "unforeseen", "The request could not be answered."));
  }

  private static ResponseEntity<ProblemDetail> answer(Problem problem) {
    return ResponseEntity.of(problem.body()).build();
  }

  private static ResponseEntity<ProblemDetail> later(Problem problem) {
    return ResponseEntity.of(problem.body())
        .headers(headers -> headers.set(HttpHeaders.RETRY_AFTER, "1"))
        .build();
  }

  /** By name, since a service may do without Spring Security. */
  private static boolean isSecurity(Exception failure) {
    return named(failure, "org.springframework.security.access.AccessDeniedException")
        || named(failure, "org.springframework.security.core.AuthenticationException");
  }

  private static boolean isDatabaseAway(Exception failure) {
    return named(failure, "org.springframework.transaction.CannotCreateTransactionException")
        || named(failure, "org.springframework.dao.DataAccessResourceFailureException")
        || named(failure, "org.springframework.dao.TransientDataAccessException");
  }

  private static boolean named(Throwable failure, String type) {
    for (Class<?> at = failure.getClass(); at != Object.class; at = at.getSuperclass()) {
      if (at.getName().equals(type)) {
        return true;
      }
    }
    return false;
  }

  private static boolean caused(Throwable failure, Class<? extends Throwable> type) {
    for (Throwable at = failure; at != null; at = at.getCause()) {
      if (type.isInstance(at)) {
        return true;
      }
    }
    return false;
  }
}
