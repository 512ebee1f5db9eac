package io.pilothouse.serviceruntime.spring.cache;

import io.pilothouse.serviceruntime.cache.ValueCodec;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DefaultTyping;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.jsontype.BasicPolymorphicTypeValidator;

/**
 * Values of any type as JSON that names the type, where it cannot be seen otherwise. What is read
 * back may only be of the service's own packages and of the JDK's plain values: what stands in
 * Redis cannot make other objects.
 *
 * <p>A list, set or map comes back as the JDK's usual one, whichever it was.
 */
final class JsonValues implements ValueCodec<Object> {

  private static final List<String> PLAIN =
      List.of(
          "java.time.",
          "java.math.BigDecimal",
          "java.math.BigInteger",
          "java.util.ArrayList",
          "java.util.HashMap",
          "java.util.HashSet",
          "java.util.LinkedHashMap",
          "java.util.LinkedHashSet",
          "java.util.TreeMap",
          "java.util.UUID",
          "java.lang.Byte",
          "java.lang.Character",
          "java.lang.Float",
          "java.lang.Long",
          "java.lang.Short");

  private final JsonMapper json;

  /**
   * Reads and writes.
   *
   * @param packages whose classes, and those of packages below, may be values
   */
  JsonValues(Collection<String> packages) {
    var allowed = BasicPolymorphicTypeValidator.builder();
    packages.forEach(name -> allowed.allowIfSubType(name + "."));
    PLAIN.forEach(allowed::allowIfSubType);
    json =
        JsonMapper.builder()
            .activateDefaultTyping(allowed.build(), DefaultTyping.JAVA_LANG_OBJECT)
            .build();
  }

  @Override
  public String encode(Object value) {
    return json.writerFor(Object.class).writeValueAsString(usual(value));
  }

  @Override
  public Object decode(String text) {
    try {
      var value = json.readValue(text, Object.class);
      if (value == null) {
        throw new IllegalArgumentException("null is no value");
      }
      return value;
    } catch (JacksonException e) {
      throw new IllegalArgumentException(e.getOriginalMessage(), e);
    }
  }

  /** The JDK's immutable collections cannot be made by their names. */
  private static Object usual(Object value) {
    return switch (value) {
      case List<?> list -> new ArrayList<>(list);
      case Set<?> set -> new LinkedHashSet<>(set);
      case Map<?, ?> map -> new LinkedHashMap<>(map);
      default -> value;
    };
  }
}
