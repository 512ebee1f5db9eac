package io.pilothouse.domainservice.resource;

import io.pilothouse.serviceruntime.cache.ValueCodec;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Resources as JSON, an absent one as the word null. */
public final class ResourceCodec implements ValueCodec<Optional<DomainResource>> {
  private static final String ABSENT = "null";

  private final JsonMapper json;

  public ResourceCodec(JsonMapper json) {
    this.json = json;
  }

  @Override
  public String encode(Optional<DomainResource> value) {
    return value.map(json::writeValueAsString).orElse(ABSENT);
  }

  @Override
  public Optional<DomainResource> decode(String text) {
    if (text.equals(ABSENT)) {
      return Optional.empty();
    }
    try {
      return Optional.of(json.readValue(text, DomainResource.class));
    } catch (JacksonException e) {
      throw new IllegalArgumentException("no resource: " + e.getOriginalMessage(), e);
    }
  }
}
