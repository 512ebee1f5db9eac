package io.pilothouse.authservice.web;

import io.pilothouse.authservice.Refusal;
import io.pilothouse.authservice.RefusedException;
import io.pilothouse.serviceruntime.spring.problem.Problem;
import io.pilothouse.serviceruntime.spring.problem.ProblemAdvice;
import io.pilothouse.sharedmodel.sentence.Sentence;
import io.pilothouse.sharedmodel.sentence.Sentences;
import java.util.Locale;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;

/** The runtime's problems, and this service's refusals in the reader's language. */
@RestControllerAdvice
class AuthProblems extends ProblemAdvice {

  @ExceptionHandler
  ResponseEntity<ProblemDetail> refused(RefusedException refused, Locale locale) {
    Refusal refusal = refused.refusal();
    ProblemDetail body =
        problem(
                HttpStatus.valueOf(refusal.status()),
                refusal.slug(),
                Sentence.paragraph(refused.reasons()),
                locale)
            .body();
    if (refusal == Refusal.PASSWORD_POLICY) {
      body.setProperty(
          "reasons", refused.reasons().stream().map(Sentences.in(locale)::say).toList());
    }
    return ResponseEntity.status(refusal.status())
        .headers(headers ->
            refused
                .retryAfter()
                .ifPresent(wait ->
                    headers.set(
                        HttpHeaders.RETRY_AFTER, Long.toString(Math.max(1, wait.toSeconds())))))
        .body(body);
  }

  @Override
  protected ResponseEntity<Object> handleHttpMessageNotReadable(
      HttpMessageNotReadableException unreadable,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    boolean tooLarge = RequestSizeLimit.exceeded(unreadable);
    Problem problem =
        tooLarge
            ? tooLarge(request.getLocale())
            : problem(
                HttpStatus.BAD_REQUEST,
                Refusal.MALFORMED.slug(),
                Sentence.of("auth.request.unreadable"),
                request.getLocale());
    return ResponseEntity.status(problem.status()).body(problem.body());
  }

  static Problem tooLarge(Locale locale) {
    return problem(
        HttpStatus.CONTENT_TOO_LARGE,
        "request-too-large",
        Sentence.of("auth.request.too-large"),
        locale);
  }

  private static Problem problem(HttpStatus status, String kind, Sentence detail, Locale locale) {
    return new Problem(status, kind, Sentences.in(locale).say(detail));
  }
}
