package io.pilothouse.azureconnector;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.pilothouse.operations.port.ControlException;
import io.pilothouse.sharedmodel.estate.Resource;
import io.pilothouse.sharedmodel.sentence.Sentence;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lists the resource group's servers, caches and clusters: three calls to resource manager. */
final class ResourceInventory {
  private static final Logger log = LoggerFactory.getLogger(ResourceInventory.class);
  private static final Duration REMEMBERED = Duration.ofMinutes(1);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);
  private final CountDownLatch first = new CountDownLatch(1);
  private final AzureConnection azure;
  private final Cache<String, List<Resource>> remembered =
      Caffeine.newBuilder().expireAfterWrite(REMEMBERED).maximumSize(1).build();

  private volatile List<Resource> configured = List.of();

  ResourceInventory(AzureConnection azure) {
    this.azure = azure;
  }

  /** Everything, read now, in the order of the ids. */
  List<Resource> list() throws ControlException {
    try {
      return read();
    } finally {
      first.countDown();
    }
  }

  /** Waits until everything was asked for once, with or without success, but not for long. */
  void awaitFirstListing() throws InterruptedException {
    boolean listed = first.await(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS);
    log.debug("azure first listing done={}", listed);
  }

  private List<Resource> read() throws ControlException {
    String group = azure.resourceGroup();
    List<Resource> resources = new ArrayList<>();
    resources.addAll(
        azure
            .calls()
            .read(
                Sentence.of("azure.what.servers", group),
                () ->
                    azure.servers().listByResourceGroup(group).stream()
                        .map(ResourceShapes::flexibleServer)
                        .toList()));
    resources.addAll(
        azure
            .calls()
            .read(
                Sentence.of("azure.what.caches", group),
                () ->
                    azure.caches().listByResourceGroup(group).stream()
                        .map(ResourceShapes::redisCache)
                        .toList()));
    resources.addAll(
        azure
            .calls()
            .read(
                Sentence.of("azure.what.clusters", group),
                () ->
                    azure.clusters().listByResourceGroup(group).stream()
                        .map(ResourceShapes::managedCluster)
                        .toList()));
    resources.sort(Comparator.comparing(Resource::id));
    List<Resource> listed = List.copyOf(resources);
    remembered.put(group, listed);
    return listed;
  }

  /** As listed within the last minute by anybody of this connection, else listed now. */
  List<Resource> recent() throws ControlException {
    List<Resource> known = remembered.getIfPresent(azure.resourceGroup());
    return known == null ? list() : known;
  }

  /** Keeps what was read as configuration, of which there are metrics too. */
  void configured(List<Resource> resources) {
    configured = List.copyOf(resources);
  }

  /** Everything that is known and may have metrics. */
  List<Resource> metered() throws ControlException {
    return Stream.concat(recent().stream(), configured.stream()).toList();
  }
}
