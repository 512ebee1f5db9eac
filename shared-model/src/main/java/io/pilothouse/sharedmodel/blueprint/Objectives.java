package io.pilothouse.sharedmodel.blueprint;

import java.time.Duration;
import java.util.Optional;

/**
 * What the system promises.
 *
 * @param availability between 0 and 1
 * @param recoveryTime RTO: from loss to service
 * @param recoveryPoint RPO: data that may be lost, as time
 * @param failoverTime automatic failover of the database ends within it
 * @param rollbackTime automatic rollback after a failed health check ends within it
 * @param deploymentTime a deployment ends within it
 * @param deploymentDowntime time without service that a deployment may cost; zero: none
 * @param transactionsPerSecond transactions that are served each second
 */
public record Objectives(
    Optional<Double> availability,
    Optional<Duration> responseTime,
    Optional<Duration> recoveryTime,
    Optional<Duration> recoveryPoint,
    Optional<Duration> failoverTime,
    Optional<Duration> rollbackTime,
    Optional<Duration> deploymentTime,
    Optional<Duration> deploymentDowntime,
    Optional<Double> transactionsPerSecond,
    Optional<String> users,
    Optional<Source> source) {}
