package io.pilothouse.desktopapp.permissions;

import java.util.Optional;

/** Decides on calls before they are passed on. */
interface CallGate {
  /** Lets everything through. */
  CallGate OPEN = call -> Optional.empty();

  /** The body of the answer 403; empty where the call may be made. */
  Optional<String> refusal(ProxiedCall call);
}
