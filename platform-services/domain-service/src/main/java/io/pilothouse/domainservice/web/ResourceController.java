package io.pilothouse.domainservice.web;

import io.pilothouse.domainservice.resource.DomainResource;
import io.pilothouse.domainservice.resource.IdempotencyKeys;
import io.pilothouse.domainservice.resource.Resources;
import io.pilothouse.domainservice.security.Permissions;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.WebRequest;

/** The service's resources: made, read, listed, replaced, deleted. */
@RestController
@RequestMapping(ResourceController.PATH)
@Tag(name = "resources")
class ResourceController {
  static final String PATH = "/api/v1/${pilothouse.service.collection:resources}";

  private final Resources resources;
  private final Documents documents;
  private final String collection;

  ResourceController(Resources resources, Documents documents, Collection collection) {
    this.resources = resources;
    this.documents = documents;
    this.collection = collection.path();
  }

  @PostMapping
  @PreAuthorize(Permissions.MAY_WRITE)
  @Operation(summary = "Makes a resource; under an idempotency key, once only.")
  @ApiResponse(
      responseCode = "201",
      description = "It was made, by this request or an earlier one.")
  @ApiResponse(responseCode = "422", description = "The key was used for something else.")
  ResponseEntity<ResourceView> create(
      @Valid @RequestBody ResourceBody body,
      @Parameter(
              description = "A value of the caller's choice, such as a UUID.",
              example = "5f1c2e")
          @RequestHeader(name = "Idempotency-Key", required = false)
          @Size(max = 200) @Nullable String key) {
    Map<String, Object> document = Objects.requireNonNull(body.document());
    String digest = documents.digest(document);
    String subject = Caller.subject();
    Optional<IdempotencyKeys.Request> request =
        Optional.ofNullable(key).map(k -> new IdempotencyKeys.Request(subject, k, digest));
    Resources.Creation creation = resources.create(subject, document, request);
    return ResponseEntity.created(URI.create(collection + "/" + creation.resource().id()))
        .header("Idempotent-Replayed", Boolean.toString(creation.repeated()))
        .eTag(EntityTags.of(creation.resource().version()))
        .body(ResourceView.of(creation.resource()));
  }

  @GetMapping
  @PreAuthorize(Permissions.MAY_READ)
  @Operation(summary = "Lists resources in the order in which they were made.")
  ResponseEntity<ResourceList> list(
      @RequestParam(required = false) @Nullable String owner,
      @RequestParam(required = false) @Nullable UUID after,
      @RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit) {
    Resources.Page page =
        resources.list(Optional.ofNullable(owner), Optional.ofNullable(after), limit);
    var response = ResponseEntity.ok();
    page.next()
        .ifPresent(next ->
            response.header(
                HttpHeaders.LINK,
                "<%s?after=%s&limit=%d>; rel=\"next\"".formatted(collection, next, limit)));
    return response.body(
        new ResourceList(page.items().stream().map(ResourceView::of).toList(), page.next()));
  }

  @GetMapping("/{id}")
  @PreAuthorize(Permissions.MAY_READ)
  @Operation(summary = "Reads a resource.")
  @ApiResponse(responseCode = "200", description = "Its state; the ETag is its version.")
  @ApiResponse(responseCode = "304", description = "It is as the caller knows it.")
  @ApiResponse(responseCode = "404", description = "There is none.")
  @Nullable ResponseEntity<ResourceView> get(@PathVariable UUID id, WebRequest request) {
    DomainResource found = resources.get(id);
    String tag = EntityTags.of(found.version());
    if (request.checkNotModified(tag)) {
      return null; // The 304 is written already.
    }
    return ResponseEntity.ok().eTag(tag).body(ResourceView.of(found));
  }

  @PutMapping("/{id}")
  @PreAuthorize(Permissions.MAY_WRITE)
  @Operation(summary = "Replaces a resource's document, if nobody else has changed it meanwhile.")
  @ApiResponse(responseCode = "412", description = "Somebody has; read it again.")
  @ApiResponse(responseCode = "428", description = "If-Match is missing.")
  ResponseEntity<ResourceView> replace(
      @PathVariable UUID id,
      @Valid @RequestBody ResourceBody body,
      @Parameter(example = "\"1\"") @RequestHeader(name = HttpHeaders.IF_MATCH, required = false)
          @Nullable String ifMatch) {
    var expected = EntityTags.required(ifMatch);
    Map<String, Object> document = Objects.requireNonNull(body.document());
    documents.check(document);
    DomainResource changed = resources.replace(id, document, expected);
    return ResponseEntity.ok()
        .eTag(EntityTags.of(changed.version()))
        .body(ResourceView.of(changed));
  }

  @DeleteMapping("/{id}")
  @PreAuthorize(Permissions.MAY_WRITE)
  @Operation(summary = "Deletes a resource, if nobody else has changed it meanwhile.")
  @ApiResponse(responseCode = "204", description = "It is gone.")
  ResponseEntity<Void> delete(
      @PathVariable UUID id,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
    resources.delete(id, EntityTags.required(ifMatch));
    return ResponseEntity.noContent().build();
  }
}
