package io.pilothouse.domainservice.call;

import io.pilothouse.serviceruntime.external.ExternalCallException;
import io.pilothouse.serviceruntime.external.ExternalClients;
import io.pilothouse.serviceruntime.external.ExternalSnapshot;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * What external systems say of resources. While a system's breaker is open, what it said last
 * stands in. Safe for concurrent use.
 */
public final class ExternalAnswers {
  private static final TypeReference<Map<String, Object>> ANSWER = new TypeReference<>() {};

  private final ExternalClients clients;
  private final JsonMapper json;
  private final Map<String, Map<String, Object>> last = new ConcurrentHashMap<>();

  public ExternalAnswers(ExternalClients clients, JsonMapper json) {
    this.clients = clients;
    this.json = json;
  }

  /** An answer. @param standIn whether it is an earlier one, since no call was made */
  public record Answer(String system, boolean standIn, Map<String, Object> answer) {}

  /** The ids of the systems that the service calls. */
  public List<String> systems() {
    return clients.all().stream()
        .map(client -> client.snapshot())
        .map(ExternalSnapshot::system)
        .sorted()
        .toList();
  }

  /**
   * Asks a system about a resource.
   *
   * @throws IllegalArgumentException if the service calls no such system
   * @throws ExternalCallException if it did not answer, and no earlier answer may stand in
   */
  public Answer ask(String system, UUID resource) {
    var client = clients.client(system);
    try {
      Map<String, Object> answer = client.get("values/" + resource, this::read);
      last.put(system, answer);
      return new Answer(system, false, answer);
    } catch (ExternalCallException e) {
      // Only where no call was made: a failure of this one is the caller's to know.
      return Optional.ofNullable(last.get(system))
          .filter(earlier -> e.kind().isEmpty())
          .map(earlier -> new Answer(system, true, earlier))
          .orElseThrow(() -> e);
    }
  }

  private Map<String, Object> read(String body) {
    try {
      return json.readValue(body, ANSWER);
    } catch (JacksonException e) {
      throw new IllegalArgumentException("no JSON: " + e.getOriginalMessage(), e);
    }
  }
}
