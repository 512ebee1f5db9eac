package io.pilothouse.authservice;

import java.security.SecureRandom;
import java.util.Base64;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives every test class the same running service; it is closed after the last one. */
final class OneService implements ParameterResolver {

  /** The database, the service on it and the key that a second instance needs too. */
  static final class Estate implements AutoCloseable {
    private final AuthDatabase database = new AuthDatabase();
    private final String keyEncryptionKey = randomKey();
    private final RunningService service = new RunningService(database, keyEncryptionKey);

    AuthDatabase database() {
      return database;
    }

    RunningService service() {
      return service;
    }

    String keyEncryptionKey() {
      return keyEncryptionKey;
    }

    private static String randomKey() {
      byte[] key = new byte[32];
      new SecureRandom().nextBytes(key);
      return Base64.getEncoder().encodeToString(key);
    }

    @Override
    public void close() {
      service.close();
      database.close();
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type == RunningService.class || type == Estate.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Estate estate =
        context
            .getRoot()
            .getStore(Namespace.create(OneService.class))
            .computeIfAbsent(Estate.class, key -> new Estate(), Estate.class);
    return parameter.getParameter().getType() == Estate.class ? estate : estate.service();
  }
}
