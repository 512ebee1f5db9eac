package io.pilothouse.deployer.azure;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.UUID;

/** What a deployment would do to one resource, by Azure's own what-if. */
public record ResourceChange(String id, Kind kind, List<PropertyChange> properties) {
  /** What would be done. */
  public enum Kind {
    CREATE,
    MODIFY,
    DELETE,
    /** Written again; Azure cannot say whether that changes anything. */
    DEPLOY,
    NONE,
    /** There, and not the template's. */
    IGNORED
  }

  public ResourceChange {
    properties = List.copyOf(properties);
  }

  /** Whether anything would be done. */
  public boolean acts() {
    return kind != Kind.NONE && kind != Kind.IGNORED;
  }

  /** Such as {@code Microsoft.Cache/redis}. */
  public String type() {
    String[] parts = afterProvider();
    var type = new StringBuilder(parts[0]);
    for (int i = 1; i < parts.length; i += 2) {
      type.append('/').append(parts[i]);
    }
    return type.toString();
  }

  /** Its name, behind those of what it stands in: {@code vault/secret}. */
  public String name() {
    String[] parts = afterProvider();
    var name = new StringJoiner("/");
    for (int i = 2; i < parts.length; i += 2) {
      name.add(parts[i]);
    }
    return name.toString();
  }

  private String[] afterProvider() {
    return id.substring(id.toLowerCase(Locale.ROOT).lastIndexOf("/providers/") + 11).split("/", -1);
  }

  /** The same for the same change of the same resource. */
  public String digest() {
    String text = id.toLowerCase(Locale.ROOT) + kind + properties;
    return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8)).toString();
  }
}
