package io.pilothouse.localtwin.load;

import java.util.List;

/**
 * The load that is meant for one service and what it costs its pods.
 *
 * @param id the blueprint's id of the service
 * @param service name of the service's Deployment, and the value of its pods' label {@code app}
 * @param pattern the cache pattern of its values
 * @param share the part of the visitors' requests that it takes, 0 to 1
 * @param writeShare the part of its requests that change a value, 0 to 1
 * @param workingSet how many values it asks for
 * @param coreSecondsPerRequest processor time of one request, modelled
 * @param cores processor that one pod may use at most
 * @param externals ids of the external systems that it calls, in turn
 * @param externalShare the part of its requests for which it calls one of them, 0 to 1
 * @param downstream ids of the other services that it calls, in turn
 * @param downstreamShare the part of its requests for which it calls one of them, 0 to 1
 * @param idleBytes memory of a pod without clients, modelled
 * @param bytesPerConnection memory of one client connection, modelled
 */
public record ServicePlan(
    String id,
    String service,
    String pattern,
    double share,
    double writeShare,
    int workingSet,
    double coreSecondsPerRequest,
    double cores,
    List<String> externals,
    double externalShare,
    List<String> downstream,
    double downstreamShare,
    long idleBytes,
    long bytesPerConnection) {

  public ServicePlan {
    externals = List.copyOf(externals);
    downstream = List.copyOf(downstream);
  }
}
