package io.pilothouse.localtwin;

import io.pilothouse.localtwin.azure.AzureEndpoint;
import io.pilothouse.localtwin.azure.AzureScope;
import io.pilothouse.localtwin.kubernetes.KubernetesTwin;
import io.pilothouse.localtwin.load.MessageTraffic;
import io.pilothouse.localtwin.notification.NotificationSinks;
import java.util.Optional;

/** What a twin consists of. @param azure empty where the system has nothing in Azure to manage */
record TwinParts(
    Processes processes,
    KubernetesTwin kubernetes,
    AzureScope scope,
    Optional<AzureEndpoint> azure,
    Optional<ServiceLoad> load,
    NotificationSinks sinks,
    Optional<MessageTraffic> messages) {}
