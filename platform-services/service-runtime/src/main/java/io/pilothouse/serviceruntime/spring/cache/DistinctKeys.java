package io.pilothouse.serviceruntime.spring.cache;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.cache.interceptor.KeyGenerator;

/**
 * Cache keys as text, such that different arguments never become the same key: Spring's own joins
 * them with a comma that an argument may hold too.
 */
final class DistinctKeys implements KeyGenerator {

  @Override
  public Object generate(Object target, Method method, @Nullable Object... arguments) {
    return arguments.length == 1
        ? text(arguments[0])
        : Arrays.stream(arguments)
            .map(argument -> text(argument).replace("\\", "\\\\").replace(",", "\\,"))
            .collect(Collectors.joining(","));
  }

  /**
   * The text of one key.
   *
   * @throws IllegalArgumentException if it has none of its own
   */
  static String text(@Nullable Object key) {
    return switch (key) {
      case null -> "\\0";
      case String text -> text;
      case Number number -> number.toString();
      case UUID id -> id.toString();
      case Enum<?> constant -> constant.name();
      default -> {
        var text = key.toString();
        if (text.endsWith("@" + Integer.toHexString(key.hashCode()))) {
          throw new IllegalArgumentException(
              key.getClass().getName()
                  + " cannot be a cache key: it has no toString of its own; name a property of it"
                  + " in the annotation's key");
        }
        yield text;
      }
    };
  }
}
