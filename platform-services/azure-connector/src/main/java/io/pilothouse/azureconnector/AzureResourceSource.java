package io.pilothouse.azureconnector;

import io.pilothouse.operations.port.ControlException;
import io.pilothouse.operations.port.ObservationSource;
import io.pilothouse.sharedmodel.estate.Coverage;
import io.pilothouse.sharedmodel.estate.Observation;
import io.pilothouse.sharedmodel.estate.Resource;
import io.pilothouse.sharedmodel.estate.ResourceKind;
import io.pilothouse.sharedmodel.estate.SourceId;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Observes the resource group's servers, caches and clusters through resource manager, which has no
 * watch: it lists them every four seconds, three reads of the 25 a second that a subscription has.
 * A listing like the last one is told as a confirmation.
 */
public final class AzureResourceSource implements ObservationSource {
  /** Its name. */
  public static final SourceId ID = SourceId.of("azure-resources");

  private static final Duration PERIOD = Duration.ofSeconds(5);
  private static final Duration EVERY = Duration.ofSeconds(4);

  /** Each listing is all of these in the resource group, or it fails. */
  private static final Coverage ALL =
      Coverage.of(
          Set.of(
              ResourceKind.FLEXIBLE_SERVER,
              ResourceKind.REDIS_CACHE,
              ResourceKind.MANAGED_CLUSTER));

  private final ResourceInventory inventory;
  private final PollingSource polling;
  private List<Resource> told = List.of(); // of the polling thread

  public AzureResourceSource(AzureConnection azure) {
    this(azure, EVERY);
  }

  AzureResourceSource(AzureConnection azure, Duration every) {
    this.inventory = azure.inventory();
    this.polling = PollingSource.telling(ID, every, azure.clock(), this::ask);
  }

  @Override
  public SourceId id() {
    return ID;
  }

  @Override
  public Duration period() {
    return PERIOD;
  }

  @Override
  public void start(Consumer<Observation> sink) {
    polling.start(sink);
  }

  @Override
  public void close() {
    polling.close();
  }

  private List<PollingSource.Answer> ask(boolean lost) throws ControlException {
    List<Resource> listed = inventory.list();
    if (!lost && listed.equals(told)) {
      return List.of(Observation.Confirmed::new);
    }
    told = listed;
    return List.of(
        (source, sequence, at) -> new Observation.Resynced(source, sequence, at, listed),
        (source, sequence, at) -> new Observation.Covered(source, sequence, at, ALL));
  }
}
