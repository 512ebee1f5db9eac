package io.pilothouse.desktopapp.cli;

import io.pilothouse.deployer.cost.PriceBook;
import io.pilothouse.deployer.cost.PriceListException;
import io.pilothouse.deployer.cost.RetailPrices;
import io.pilothouse.desktopapp.launch.StateFolder;
import io.pilothouse.sharedmodel.sentence.Sentence;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code deploy prices}: today's prices, for the plans to come. */
@Command(
    name = "prices",
    mixinStandardHelpOptions = true,
    description = {
      "Asks Azure's public price list for today's prices and keeps them for the plans to come.",
      "It needs no sign-in. What the list does not have stands as it was."
    })
final class DeployPricesCommand implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @Spec CommandSpec spec = CommandSpec.create();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Where they are kept; without it, where plans look for them.")
  Optional<Path> file = Optional.empty();

  @Option(
      names = "--list",
      paramLabel = "URL",
      description = "The price list (default: ${DEFAULT-VALUE}).",
      defaultValue = "https://prices.azure.com/api/retail/prices")
  URI list = RetailPrices.AZURE;

  /** Where plans look for them. */
  static Path kept() {
    return StateFolder.ofThisUser().path().resolve("prices.json");
  }

  @Override
  public Integer call() throws InterruptedException {
    var terminal = Terminal.standard();
    Path target = file.orElseGet(DeployPricesCommand::kept);
    try (HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
      var refreshed =
          new RetailPrices(client, list, PATIENCE, Clock.systemUTC())
              .refresh(PriceBook.kept(target));
      OutputFile.write(target, refreshed.book().text(), spec.commandLine());
      if (!refreshed.notFound().isEmpty()) {
        terminal.progress(
            Sentence.of(
                "command.deploy.prices.not-found", String.join(", ", refreshed.notFound())));
      }
      terminal.progress(Sentence.of("command.written", target.toString()));
      return ExitCode.FINE;
    } catch (PriceListException e) {
      terminal.progress(
          Sentence.of("command.deploy.prices.unreachable", String.valueOf(e.getMessage())));
      return ExitCode.NOT_REACHABLE;
    }
  }
}
