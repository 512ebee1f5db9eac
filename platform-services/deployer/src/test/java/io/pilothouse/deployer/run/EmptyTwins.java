package io.pilothouse.deployer.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import io.pilothouse.blueprints.ShippedSystems;
import io.pilothouse.deployer.cost.PriceBook;
import io.pilothouse.deployer.template.DeploymentTarget;
import io.pilothouse.localtwin.LocalTwin;
import io.pilothouse.localtwin.TwinOptions;
import io.pilothouse.sharedmodel.blueprint.Blueprint;
import io.pilothouse.sharedmodel.estate.Connection;
import io.pilothouse.sharedmodel.sentence.Sentence;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/** Twins in which nothing is yet, and the deployments into them. */
final class EmptyTwins {
  static final Path ROOT = Path.of(System.getProperty("project.root"));
  private static final ObjectMapper JSON = new ObjectMapper().registerModule(new Jdk8Module());

  private EmptyTwins() {}

  static Blueprint blueprint(String system) {
    return ShippedSystems.load(system).orElseThrow();
  }

  static LocalTwin start(String system, Path folder) {
    var usual = TwinOptions.ofThisProcess().below(folder);
    return LocalTwin.start(
        blueprint(system),
        new TwinOptions(
            usual.cache(),
            usual.twins(),
            usual.clock(),
            usual.supervision(),
            usual.redisRestartDelay(),
            0.002,
            10,
            Duration.ofMillis(100),
            true));
  }

  static DeploymentSetup setup(Connection connection, Path folder) {
    return setup(connection, folder, _ -> {});
  }

  static DeploymentSetup setup(Connection connection, Path folder, Consumer<Sentence> progress) {
    Connection.Azure azure = connection.azure().orElseThrow();
    return new DeploymentSetup(
        blueprint(connection.system()),
        connection,
        DeploymentTarget.of(azure.subscription(), azure.tenant().orElse(""))
            .withResourceGroup(azure.resourceGroup())
            .withSuffix("")
            .accepting(Set.of("all")),
        ROOT.resolve("helm/system"),
        folder.resolve("deploy"),
        PriceBook.shipped(),
        Duration.ofSeconds(60),
        Clock.systemUTC(),
        progress,
        new CountDownLatch(1));
  }

  static DeploymentSetup releasing(DeploymentSetup setup, String tag, Duration limit) {
    return new DeploymentSetup(
        setup.blueprint(),
        setup.connection(),
        setup.target().with(setup.choices().releasing(Optional.of(tag))),
        setup.chart(),
        setup.folder(),
        setup.prices(),
        limit,
        setup.clock(),
        setup.progress(),
        setup.stop());
  }

  /** Asks Azure as an operator would by hand. */
  static int byHand(Connection connection, String method, String below, String body)
      throws IOException, InterruptedException {
    Connection.Azure azure = connection.azure().orElseThrow();
    try (var http = HttpClient.newHttpClient()) {
      return http.send(
              HttpRequest.newBuilder(
                      URI.create(
                          "%s/subscriptions/%s/resourceGroups/%s%s?api-version=2024-01-01"
                              .formatted(
                                  azure.endpoint().orElseThrow(),
                                  azure.subscription(),
                                  azure.resourceGroup(),
                                  below)))
                  .method(method, HttpRequest.BodyPublishers.ofString(body))
                  .header(
                      "Authorization",
                      "Bearer "
                          + Files.readString(Path.of(azure.tokenFile().orElseThrow())).strip())
                  .build(),
              HttpResponse.BodyHandlers.discarding())
          .statusCode();
    }
  }

  static void write(Path file, Connection connection) throws IOException {
    Files.writeString(file, JSON.writeValueAsString(connection));
  }

  static Connection read(Path file) throws IOException {
    return JSON.readValue(Files.readString(file), Connection.class);
  }
}
