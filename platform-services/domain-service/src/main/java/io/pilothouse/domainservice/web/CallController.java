package io.pilothouse.domainservice.web;

import io.pilothouse.domainservice.call.DownstreamServices;
import io.pilothouse.domainservice.call.ExternalAnswers;
import io.pilothouse.domainservice.history.History;
import io.pilothouse.domainservice.history.HistoryEntry;
import io.pilothouse.domainservice.resource.Resources;
import io.pilothouse.domainservice.security.Permissions;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What others say of a resource, and what happened to it. */
@RestController
@RequestMapping(ResourceController.PATH + "/{id}")
@Tag(name = "related")
class CallController {
  private final Resources resources;
  private final ExternalAnswers externals;
  private final DownstreamServices services;
  private final History history;
  private final TransactionOperations reading;

  CallController(
      Resources resources,
      ExternalAnswers externals,
      DownstreamServices services,
      History history,
      @Qualifier("reading") TransactionOperations reading) {
    this.resources = resources;
    this.externals = externals;
    this.services = services;
    this.history = history;
    this.reading = reading;
  }

  @GetMapping("/externals/{system}")
  @PreAuthorize(Permissions.MAY_READ)
  @Operation(summary = "Asks an external system about a resource.")
  ExternalAnswers.Answer external(@PathVariable UUID id, @PathVariable String system) {
    if (!externals.systems().contains(system)) {
      throw unknown(system, externals.systems());
    }
    return externals.ask(system, resources.get(id).id());
  }

  @GetMapping("/services/{service}")
  @PreAuthorize(Permissions.MAY_READ)
  @Operation(summary = "Asks another service what the resource's owner has there.")
  Map<String, Object> downstream(@PathVariable UUID id, @PathVariable String service) {
    return services
        .ownedBy(resources.get(id).owner(), service)
        .orElseThrow(() -> unknown(service, services.services()));
  }

  @GetMapping("/history")
  @PreAuthorize(Permissions.MAY_READ)
  @Operation(summary = "What happened to a resource, oldest first; written a moment later.")
  List<HistoryEntry> history(@PathVariable UUID id) {
    return Objects.requireNonNull(reading.execute(status -> history.of(id)));
  }

  private static ErrorResponseException unknown(String asked, List<String> known) {
    return new ErrorResponseException(
        HttpStatus.NOT_FOUND,
        ProblemDetail.forStatusAndDetail(
            HttpStatus.NOT_FOUND, "'%s' is not called; there is %s.".formatted(asked, known)),
        null);
  }
}
