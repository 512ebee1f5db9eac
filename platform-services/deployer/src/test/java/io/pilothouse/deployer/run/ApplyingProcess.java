package io.pilothouse.deployer.run;

import java.io.IOException;
import java.nio.file.Path;

/** Applies in a process of its own, which a test kills. */
final class ApplyingProcess {
  private ApplyingProcess() {}

  /**
   * @param arguments file of the connection, folder of the deployment
   */
  public static void main(String[] arguments) throws IOException {
    var connection = EmptyTwins.read(Path.of(arguments[0]));
    new SystemDeployment(EmptyTwins.setup(connection, Path.of(arguments[1])))
        .apply((plan, drifted) -> true);
  }
}
