package io.pilothouse.kubernetesconnector;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.informers.cache.ItemStore;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An informer's memory that keeps of each object what tells that it changed or went: its name and
 * version. The client's own reduced store turns every object into a map first, on the thread that
 * all answers come in on; with thousands of objects that is seconds in which nothing else is heard.
 */
final class NamesOnlyStore<T extends HasMetadata> implements ItemStore<T> {
  private final Supplier<T> blank;
  private final Map<String, T> stubs = new ConcurrentHashMap<>();

  /**
   * @param blank makes an object without content
   */
  NamesOnlyStore(Supplier<T> blank) {
    this.blank = blank;
  }

  @Override
  public String getKey(T object) {
    ObjectMeta metadata = object.getMetadata();
    return metadata.getNamespace() == null
        ? metadata.getName()
        : metadata.getNamespace() + "/" + metadata.getName();
  }

  @Override
  public @Nullable T put(String key, T object) {
    T stub = blank.get();
    stub.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace(object.getMetadata().getNamespace())
            .withName(object.getMetadata().getName())
            .withUid(object.getMetadata().getUid())
            .withResourceVersion(object.getMetadata().getResourceVersion())
            .build());
    return stubs.put(key, stub);
  }

  @Override
  public @Nullable T remove(String key) {
    return stubs.remove(key);
  }

  @Override
  public @Nullable T get(String key) {
    return stubs.get(key);
  }

  @Override
  public Stream<String> keySet() {
    return stubs.keySet().stream();
  }

  @Override
  public Stream<T> values() {
    return stubs.values().stream();
  }

  @Override
  public int size() {
    return stubs.size();
  }

  /** Objects cannot be had back from it. */
  @Override
  public boolean isFullState() {
    return false;
  }
}
