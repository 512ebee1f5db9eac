package io.pilothouse.localtwin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilothouse.localtwin.azure.AzureEffects;
import io.pilothouse.localtwin.deploy.NodePoolLimits;
import io.pilothouse.localtwin.kubernetes.KubernetesTwin;
import io.pilothouse.localtwin.postgres.FailoverMode;
import io.pilothouse.localtwin.postgres.OperationRefusedException;
import io.pilothouse.localtwin.postgres.PostgresException;
import io.pilothouse.localtwin.redis.RedisException;
import io.pilothouse.localtwin.redis.RedisRole;
import io.pilothouse.sharedmodel.blueprint.Blueprint;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** What Azure's control plane has done to the twin's processes. */
final class AzureHands implements AzureEffects {

  private final Blueprint blueprint;
  private final Processes processes;
  private final KubernetesTwin kubernetes;
  private final NodePoolLimits pools;
  private final Optional<Provisioning> provisioning;

  /**
   * @param provisioning of a twin that was started empty
   */
  AzureHands(
      Blueprint blueprint,
      Processes processes,
      KubernetesTwin kubernetes,
      NodePoolLimits pools,
      Optional<Provisioning> provisioning) {
    this.provisioning = provisioning;
    this.blueprint = blueprint;
    this.processes = processes;
    this.kubernetes = kubernetes;
    this.pools = pools;
  }

  @Override
  public void failOver(String server, Failover mode)
      throws EffectFailedException, InterruptedException {
    await(() ->
        processes
            .server(server)
            .failover(mode == Failover.PLANNED ? FailoverMode.PLANNED : FailoverMode.FORCED)
            .writable());
  }

  @Override
  public void restart(String server) throws EffectFailedException, InterruptedException {
    await(() -> processes.server(server).restart());
  }

  @Override
  public void promoteStandalone(String replica, Failover mode) throws EffectFailedException {
    try {
      processes.promote(replica);
    } catch (OperationRefusedException | PostgresException | TwinException e) {
      throw new EffectFailedException(sentence(e), e);
    }
  }

  @Override
  public void promoteSwitchover(String replica, Failover mode) throws EffectFailedException {
    throw new EffectFailedException(
        "The twin cannot switch "
            + replica
            + " with its primary yet; promote it to a server of its own instead");
  }

  @Override
  public void stop(String server) throws EffectFailedException, InterruptedException {
    await(() -> processes.server(server).stop());
  }

  @Override
  public void start(String server) throws EffectFailedException, InterruptedException {
    await(() -> processes.server(server).startAgain());
  }

  @Override
  public void growStorage(String server, int gigabytes) throws EffectFailedException {
    try {
      int declared =
          blueprint.databaseServers().stream()
              .filter(s -> s.resourceName().equals(server))
              .findFirst()
              .orElseThrow(() -> new TwinException("there is no server " + server))
              .storageGigabytes();
      var storage = processes.server(server).storage();
      storage.grow(gigabytes / (declared * storage.grown()));
    } catch (OperationRefusedException | TwinException e) {
      throw new EffectFailedException(sentence(e), e);
    }
  }

  @Override
  public void rebootCache(String cache, CacheNodes nodes) throws EffectFailedException {
    try {
      var cluster = processes.cache(cache);
      cluster.state().stream()
          .filter(node ->
              switch (nodes) {
                case ALL -> true;
                case PRIMARY -> node.role() == RedisRole.PRIMARY;
                case SECONDARY -> node.role() == RedisRole.REPLICA;
              })
          .forEach(node -> cluster.restart(node.name()));
    } catch (RedisException | TwinException e) {
      throw new EffectFailedException(sentence(e), e);
    }
  }

  @Override
  public void create(String type, String name, ObjectNode body) throws EffectFailedException {
    if (provisioning.isPresent()) {
      provisioning.get().create(type, name, body);
    } else if (!processes.has(name)) {
      throw new EffectFailedException(
          "this twin of %s was started whole and makes no '%s'; start one with --empty"
              .formatted(blueprint.system(), name));
    }
  }

  @Override
  public void removeAll() throws EffectFailedException {
    provisioning
        .orElseThrow(() ->
            new EffectFailedException(
                "this twin of %s was started whole; what is to be removed has to be started with --empty"
                    .formatted(blueprint.system())))
        .removeAll();
  }

  @Override
  public void scalePool(String pool, PoolScale scale) {
    pools.set(
        pool, new NodePoolLimits.Range(scale.automatic(), scale.minCount(), scale.maxCount()));
    kubernetes.scaleNodePool(pool, scale.count());
  }

  private static void await(Operation operation)
      throws EffectFailedException, InterruptedException {
    try {
      operation.begin().get();
    } catch (OperationRefusedException | PostgresException | TwinException e) {
      throw new EffectFailedException(sentence(e), e);
    } catch (ExecutionException | CompletionException e) {
      throw new EffectFailedException(sentence(e.getCause() == null ? e : e.getCause()), e);
    }
  }

  private static String sentence(Throwable failure) {
    var message = failure.getMessage();
    return message == null ? failure.getClass().getSimpleName() : message;
  }

  /** Something that takes a while. */
  private interface Operation {
    CompletableFuture<?> begin();
  }
}
