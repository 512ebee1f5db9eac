package io.pilothouse.domainservice.web;

import io.pilothouse.domainservice.operation.Operation;
import io.pilothouse.domainservice.operation.OperationWork;
import io.pilothouse.domainservice.security.Permissions;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.util.UUID;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Work that takes longer than a request: asked for, answered 202, looked up. */
@RestController
@ConditionalOnProperty("pilothouse.service.consumes[0].queue")
@Tag(name = "operations")
class OperationController {
  private static final String OPERATIONS = "/operations/";

  private final OperationWork work;
  private final String collection;

  OperationController(OperationWork work, Collection collection) {
    this.work = work;
    this.collection = collection.path();
  }

  @PostMapping(ResourceController.PATH + "/{id}/operations")
  @PreAuthorize(Permissions.MAY_WRITE)
  @io.swagger.v3.oas.annotations.Operation(
      summary = "Asks for work on a resource; a worker of the service's queue does it.")
  @ApiResponse(responseCode = "202", description = "Location says where the answer will be.")
  ResponseEntity<Void> request(@PathVariable UUID id) {
    UUID operation = work.request(id);
    return ResponseEntity.accepted()
        .location(URI.create(collection + "/" + id + OPERATIONS + operation))
        .header(HttpHeaders.RETRY_AFTER, "1")
        .build();
  }

  @GetMapping(ResourceController.PATH + "/{id}" + OPERATIONS + "{operation}")
  @PreAuthorize(Permissions.MAY_READ)
  @io.swagger.v3.oas.annotations.Operation(
      summary = "How far an operation is, and what came of it.")
  ResponseEntity<Operation> status(@PathVariable UUID id, @PathVariable UUID operation) {
    Operation found =
        work.find(operation)
            .filter(o -> o.resource().equals(id))
            .orElseThrow(() ->
                new ErrorResponseException(
                    HttpStatus.NOT_FOUND,
                    ProblemDetail.forStatusAndDetail(
                        HttpStatus.NOT_FOUND, "There is no operation " + operation + "."),
                    null));
    var answer = ResponseEntity.ok();
    if (found.state() == Operation.State.PENDING) {
      answer.header(HttpHeaders.RETRY_AFTER, "1");
    }
    return answer.body(found);
  }
}
