package io.pilothouse.localtwin.load;

/**
 * The load that is meant for one service and what it costs its pods.
 *
 * @param service name of the service's Deployment, and the value of its pods' label {@code app}
 * @param pattern the cache pattern of its values
 * @param share the part of all requests that it takes, 0 to 1
 * @param writeShare the part of its requests that change a value, 0 to 1
 * @param workingSet how many values it asks for
 * @param coreSecondsPerRequest processor time of one request, modelled
 * @param cores processor that one pod may use at most
 * @param idleBytes memory of a pod without clients, modelled
 * @param bytesPerConnection memory of one client connection, modelled
 */
public record ServicePlan(
    String service,
    String pattern,
    double share,
    double writeShare,
    int workingSet,
    double coreSecondsPerRequest,
    double cores,
    long idleBytes,
    long bytesPerConnection) {}
