package io.pilothouse.localtwin.fault;

import io.pilothouse.localtwin.LocalTwin;
import io.pilothouse.localtwin.fault.Parameter.Type;
import io.pilothouse.sharedmodel.blueprint.Service;
import java.util.List;

/** What can go wrong with the cluster, its nodes and what is released to it. */
final class ClusterFaults {
  static final List<Fault> ALL =
      List.of(
          new Fault(
              "release",
              "A release of the service is rolled out that crashes, never becomes ready, is slow,"
                  + " answers errors, or is not in the registry.",
              List.of(
                  Parameter.required("service", Type.SERVICE),
                  Parameter.required("behavior", Type.TEXT)),
              ClusterFaults::release));

  private ClusterFaults() {}

  /** Rolls the release out as a pipeline would: by a new image in the Deployment's template. */
  private static Mending release(LocalTwin twin, FaultArguments arguments) {
    String deployment =
        twin.blueprint().services().stream()
            .filter(service -> service.id().equals(arguments.text("service")))
            .findFirst()
            .map(Service::deployment)
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "there is no service '" + arguments.text("service") + "'"));
    var images = new DeployedImages(twin.kubernetes(), twin.blueprint().cluster().namespace());
    String before = images.of(deployment);
    String repository = before.substring(0, before.lastIndexOf(':'));
    String broken = repository + ":" + tag(arguments.text("behavior"));
    images.set(deployment, broken, "release " + broken.substring(broken.lastIndexOf(':') + 1));
    return () -> {
      if (images.of(deployment).equals(broken)) {
        images.set(deployment, before, "back to " + before.substring(before.lastIndexOf(':') + 1));
      }
    };
  }

  /** The tags whose meaning {@code load.ReleaseBehavior} knows. */
  private static String tag(String behavior) {
    return switch (behavior) {
      case "crash", "unready", "slow", "errors" -> "1.3.0-" + behavior;
      case "missing" -> "1.3.0-lost";
      default ->
          throw new IllegalArgumentException(
              "a release can 'crash', be 'unready', 'slow', 'missing' or answer 'errors'; '"
                  + behavior
                  + "' is none of these");
    };
  }
}
