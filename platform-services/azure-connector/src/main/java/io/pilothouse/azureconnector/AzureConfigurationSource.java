package io.pilothouse.azureconnector;

import io.pilothouse.operations.port.ControlException;
import io.pilothouse.operations.port.ObservationSource;
import io.pilothouse.sharedmodel.estate.Coverage;
import io.pilothouse.sharedmodel.estate.Observation;
import io.pilothouse.sharedmodel.estate.Resource;
import io.pilothouse.sharedmodel.estate.SourceId;
import io.pilothouse.sharedmodel.sentence.Sentence;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Observes how the resource group is configured: networks, entrance, messaging, alert rules and
 * vaults. That changes seldom, so it is read every half minute, with some twenty calls, at most ten
 * a second; and not before what runs was listed, so that nobody waits for it. A kind that Azure
 * refuses is said and not covered; the others are told.
 */
public final class AzureConfigurationSource implements ObservationSource {
  /** Its name. */
  public static final SourceId ID = SourceId.of("azure-configuration");

  private static final Duration EVERY = Duration.ofSeconds(30);
  private final AzureConnection azure;
  private final Duration every;
  private final ConfigurationInventory inventory;
  private final PollingSource polling;
  private List<Resource> told = List.of(); // of the polling thread, as the next two
  private Coverage covered = Coverage.NONE;
  private List<Sentence> missing = List.of();

  public AzureConfigurationSource(AzureConnection azure) {
    this(azure, EVERY);
  }

  AzureConfigurationSource(AzureConnection azure, Duration every) {
    this.azure = azure;
    this.every = every;
    this.inventory = new ConfigurationInventory(azure);
    this.polling = PollingSource.telling(ID, every, azure.clock(), this::ask);
  }

  @Override
  public SourceId id() {
    return ID;
  }

  @Override
  public Duration period() {
    return every;
  }

  @Override
  public void start(Consumer<Observation> sink) {
    polling.start(sink);
  }

  @Override
  public void close() {
    polling.close();
  }

  private List<PollingSource.Answer> ask(boolean lost)
      throws ControlException, InterruptedException {
    azure.inventory().awaitFirstListing();
    ConfigurationInventory.Reading reading = inventory.read();
    var answers = new ArrayList<PollingSource.Answer>();
    List<Resource> resources = reading.resources();
    azure.inventory().configured(resources);
    if (lost || !resources.equals(told)) {
      told = resources;
      answers.add(
          (source, sequence, at) -> new Observation.Resynced(source, sequence, at, resources));
    }
    Coverage coverage = Coverage.of(reading.seen());
    if (lost || !coverage.equals(covered)) {
      covered = coverage;
      answers.add(
          (source, sequence, at) -> new Observation.Covered(source, sequence, at, coverage));
    }
    List<Sentence> unseen = reading.missing();
    if (!unseen.isEmpty() || !missing.isEmpty()) {
      missing = unseen;
      answers.add((source, sequence, at) -> new Observation.Limited(source, sequence, at, unseen));
    }
    return answers.isEmpty() ? List.of(Observation.Confirmed::new) : answers;
  }
}
