package io.pilothouse.serviceruntime.secrets;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Secrets that the cluster mounts as files of a folder, one each, as a SecretProviderClass or a
 * Secret does. When the cluster changes them, the next reading has the new ones.
 */
public final class MountedSecrets implements SecretStore {

  private final Path folder;

  public MountedSecrets(Path folder) {
    this.folder = folder;
  }

  @Override
  public Optional<String> read(String name) {
    var file = folder.resolve(name).normalize();
    if (!file.startsWith(folder.normalize())) {
      throw new IllegalArgumentException("a secret's name is a file's, got " + name);
    }
    try {
      return Optional.of(Files.readString(file).stripTrailing());
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new SecretsUnavailableException("secret " + name + " cannot be read in " + folder, e);
    }
  }
}
