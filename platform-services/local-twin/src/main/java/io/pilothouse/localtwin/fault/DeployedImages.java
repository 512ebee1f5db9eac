package io.pilothouse.localtwin.fault;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilothouse.localtwin.kubernetes.KubernetesTwin;
import io.pilothouse.localtwin.kubernetes.api.ObjectPart;
import io.pilothouse.localtwin.kubernetes.model.ObjectKey;
import io.pilothouse.localtwin.kubernetes.resource.BuiltInResources;

/** The images of a namespace's Deployments, read and set as a pipeline does. */
record DeployedImages(KubernetesTwin cluster, String namespace) {

  /** The image of the Deployment's first container. */
  String of(String deployment) {
    return cluster
        .api()
        .get(BuiltInResources.DEPLOYMENTS, key(deployment))
        .at("spec", "template", "spec", "containers")
        .path(0)
        .path("image")
        .asText();
  }

  /** Begins a rollout of the image; {@code changeCause} is what the history tells of it. */
  void set(String deployment, String image, String changeCause) {
    cluster
        .api()
        .modify(
            BuiltInResources.DEPLOYMENTS,
            key(deployment),
            ObjectPart.MAIN,
            tree -> {
              tree.withObject("/metadata/annotations")
                  .put("kubernetes.io/change-cause", changeCause);
              ((ObjectNode) tree.at("/spec/template/spec/containers/0")).put("image", image);
            });
  }

  private ObjectKey key(String deployment) {
    return new ObjectKey(namespace, deployment);
  }
}
