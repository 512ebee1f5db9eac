package io.pilothouse.localtwin.scale;

import io.pilothouse.localtwin.kubernetes.model.ObjectKey;

/**
 * A pod of a synthetic estate.
 *
 * @param app its Deployment
 * @param number tells it from all others
 */
record ScalePod(String namespace, String app, int number, String node) {
  ObjectKey key() {
    return new ObjectKey(namespace, app + "-" + number);
  }
}
