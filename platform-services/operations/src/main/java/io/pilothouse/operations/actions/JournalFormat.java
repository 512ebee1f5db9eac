package io.pilothouse.operations.actions;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.pilothouse.sharedmodel.action.Intent;

/** The journal's lines as JSON: one object a line, times in ISO 8601. */
final class JournalFormat {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .addModule(new Jdk8Module())
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .addMixIn(Intent.class, NamedIntent.class)
          .build();

  private JournalFormat() {}

  static String write(RunEntry entry) {
    try {
      return MAPPER.writerFor(RunEntry.class).writeValueAsString(entry);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a journal entry is always writable", e);
    }
  }

  /** Reads a line. @throws JsonProcessingException if it is torn or of another format */
  static RunEntry read(String line) throws JsonProcessingException {
    return MAPPER.readValue(line, RunEntry.class);
  }

  /** Names the kind of an intent in the line. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "action")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Intent.Rollback.class, name = "rollback"),
    @JsonSubTypes.Type(value = Intent.Failover.class, name = "failover")
  })
  private interface NamedIntent {}
}
