package io.pilothouse.localtwin.fault;

import io.pilothouse.localtwin.LocalTwin;
import io.pilothouse.localtwin.azure.EndpointFaults;
import io.pilothouse.localtwin.azure.ProvisioningFaults.Reason;
import io.pilothouse.localtwin.azure.ProvisioningFaults.Refusal;
import io.pilothouse.localtwin.fault.Parameter.Type;
import java.time.Duration;
import java.util.List;

/** What can go wrong with Azure's control plane and regions. */
final class AzureFaults {
  private static final Duration A_WHILE = Duration.ofSeconds(30);

  static final List<Fault> ALL =
      List.of(
          new Fault(
              "azure-throttled",
              "Azure answers every request with 429 and the time to wait, for a time.",
              List.of(Parameter.optional("duration", Type.DURATION)),
              (twin, arguments) -> begin(twin, arguments, EndpointFaults.Kind.THROTTLED)),
          new Fault(
              "azure-cut",
              "Connections to Azure's control plane end without an answer, for a time.",
              List.of(Parameter.optional("duration", Type.DURATION)),
              (twin, arguments) -> begin(twin, arguments, EndpointFaults.Kind.CUT)),
          new Fault(
              "azure-unavailable",
              "Azure's control plane answers every request with 503, for a time.",
              List.of(Parameter.optional("duration", Type.DURATION)),
              (twin, arguments) -> begin(twin, arguments, EndpointFaults.Kind.UNAVAILABLE)),
          refusal(
              "azure-quota", "The region has no quota left for resources of a type.", Reason.QUOTA),
          refusal("azure-name-taken", "Somebody else has a resource's name.", Reason.NAME_TAKEN),
          refusal("azure-no-zones", "The region has no zones for a type.", Reason.NO_ZONES),
          refusal(
              "azure-role-missing", "Nobody may write resources of a type.", Reason.ROLE_MISSING),
          new Fault(
              "region-loss",
              "The databases and caches that stand in a region die and stay down, its metrics host"
                  + " and its cluster's API are gone; the pods are left.",
              List.of(Parameter.required("region", Type.REGION)),
              RegionLoss::inject));

  private AzureFaults() {}

  /**
   * @param subject a type such as Microsoft.Cache/redis, or a name
   */
  private static Fault refusal(String name, String summary, Reason reason) {
    return new Fault(
        name,
        summary,
        List.of(Parameter.required("subject", Type.TEXT)),
        (twin, arguments) -> {
          var refusal = new Refusal(reason, arguments.text("subject"));
          var faults = twin.azure().faults().provisioning();
          faults.begin(refusal);
          return () -> faults.end(refusal);
        });
  }

  private static Mending begin(LocalTwin twin, FaultArguments arguments, EndpointFaults.Kind kind) {
    if (twin.endpoints().azureEndpoint().isEmpty()) {
      throw new IllegalArgumentException(
          twin.blueprint().system() + " has nothing in Azure that could fail");
    }
    EndpointFaults faults = twin.azure().faults();
    faults.begin(kind, arguments.duration("duration", A_WHILE));
    return () -> {
      if (faults.current() == kind) {
        faults.end();
      }
    };
  }
}
