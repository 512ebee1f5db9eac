package io.pilothouse.domainservice.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** A page of resources. @param next what to give as {@code after} for the next one */
public record ResourceList(
    List<ResourceView> items,
    @Schema(description = "Give it as 'after' for the next page; absent on the last.")
        @JsonInclude(JsonInclude.Include.NON_ABSENT)
        Optional<UUID> next) {
  public ResourceList {
    items = List.copyOf(items);
  }
}
