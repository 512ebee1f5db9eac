package io.pilothouse.domainservice.web;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a caller sends of a resource. @param document what it says; at most 200 fields */
public record ResourceBody(
    @Schema(
            description = "What the resource says; any JSON object.",
            example = "{\"title\": \"Jeju in May\", \"days\": 3}")
        @NotNull @Size(min = 1, max = 200) @Nullable Map<String, Object> document) {}
