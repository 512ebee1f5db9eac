package io.pilothouse.localtwin;

import io.pilothouse.localtwin.azure.AzureEndpoint;
import io.pilothouse.localtwin.azure.AzureScope;
import io.pilothouse.localtwin.kubernetes.KubernetesTwin;
import io.pilothouse.localtwin.load.MessageTraffic;
import io.pilothouse.localtwin.notification.NotificationSinks;
import java.util.Optional;
import java.util.function.Supplier;

/** What a twin consists of. @param azure empty where the system has nothing in Azure to manage */
record TwinParts(
    Processes processes,
    KubernetesTwin kubernetes,
    AzureScope scope,
    Optional<AzureEndpoint> azure,
    Supplier<Optional<ServiceLoad>> load,
    NotificationSinks sinks,
    Supplier<Optional<MessageTraffic>> messages) {}
