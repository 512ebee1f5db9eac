package io.pilothouse.azureconnector;

import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpHeaders;
import com.azure.core.http.policy.AddHeadersFromContextPolicy;
import com.azure.core.management.polling.PollResult;
import com.azure.core.util.Context;
import com.azure.core.util.polling.LongRunningOperationStatus;
import com.azure.core.util.polling.PollResponse;
import com.azure.core.util.polling.SyncPoller;
import com.azure.resourcemanager.postgresqlflexibleserver.models.FailoverMode;
import com.azure.resourcemanager.postgresqlflexibleserver.models.RestartParameter;
import io.pilothouse.operations.port.ControlException;
import io.pilothouse.operations.port.DatabaseControl;
import io.pilothouse.sharedmodel.action.Intent;
import io.pilothouse.sharedmodel.estate.FlexibleServer;
import io.pilothouse.sharedmodel.sentence.Sentence;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Controls Flexible Servers through resource manager. A failover is a restart with failover; the
 * SDK's blocking form would return normally when it fails, so the operation is polled here and its
 * status read. The run's id goes along as the client's request id, by which Azure's activity log
 * finds it.
 */
public final class AzureDatabaseControl implements DatabaseControl {
  private static final Logger log = LoggerFactory.getLogger(AzureDatabaseControl.class);
  private static final HttpHeaderName REQUEST_ID =
      HttpHeaderName.fromString("x-ms-client-request-id");
  private final AzureConnection azure;

  public AzureDatabaseControl(AzureConnection azure) {
    this.azure = azure;
  }

  @Override
  public FlexibleServer read(String server) throws ControlException {
    return azure
        .calls()
        .read(
            Sentence.of("azure.what.server", server),
            () ->
                ResourceShapes.flexibleServer(
                    azure.servers().getByResourceGroup(azure.resourceGroup(), server)));
  }

  @Override
  public Operation beginFailover(String server, Intent.FailoverMode mode, String runId)
      throws ControlException {
    var parameter =
        new RestartParameter()
            .withRestartWithFailover(true)
            .withFailoverMode(
                switch (mode) {
                  case PLANNED -> FailoverMode.PLANNED_FAILOVER;
                  case FORCED -> FailoverMode.FORCED_FAILOVER;
                });
    var context =
        new Context(
            AddHeadersFromContextPolicy.AZURE_REQUEST_HTTP_HEADERS_KEY,
            new HttpHeaders().set(REQUEST_ID, runId));
    SyncPoller<PollResult<Void>, Void> poller =
        azure
            .calls()
            .effect(
                Sentence.of("azure.what.failover", server),
                () ->
                    azure
                        .servers()
                        .beginRestart(azure.resourceGroup(), server, parameter, context));
    log.info("failover asked for server={} mode={} run={}", server, mode, runId);
    return () -> status(server, poller);
  }

  private Status status(String server, SyncPoller<PollResult<Void>, Void> poller)
      throws ControlException {
    PollResponse<PollResult<Void>> response =
        azure.calls().read(Sentence.of("azure.what.failover-state", server), poller::poll);
    LongRunningOperationStatus status = response.getStatus();
    if (!status.isComplete()) {
      return new Status.InProgress();
    }
    return status.equals(LongRunningOperationStatus.SUCCESSFULLY_COMPLETED)
        ? new Status.Succeeded()
        : new Status.Failed(reason(response));
  }

  private static String reason(PollResponse<PollResult<Void>> response) {
    return Optional.ofNullable(response.getValue())
        .flatMap(v -> Optional.ofNullable(v.getError()))
        .flatMap(e -> OperationError.words(e.getResponseBody()).or(() -> message(e)))
        .orElse("Azure gave no reason (" + response.getStatus() + ").");
  }

  private static Optional<String> message(PollResult.Error error) {
    return Optional.ofNullable(error.getMessage());
  }
}
