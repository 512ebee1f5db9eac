package io.pilothouse.desktopapp.cli;

import io.pilothouse.deployer.gitops.GitOpsFolder;
import io.pilothouse.deployer.plan.StagedTemplate;
import io.pilothouse.deployer.template.DeploymentTarget;
import io.pilothouse.deployer.template.SystemTemplate;
import io.pilothouse.sharedmodel.estate.Connection;
import io.pilothouse.sharedmodel.sentence.Sentence;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code deploy gitops}: what Argo CD is given. */
@Command(
    name = "gitops",
    mixinStandardHelpOptions = true,
    description = {
      "Writes a folder to commit for Argo CD: an ApplicationSet, values, the templates of Azure's part.",
      "Reaches nothing; subscription and tenant are those of --connection, zeros without one.",
      "Files that are the same are left alone, and what the team fills in (values/deployment.yaml, values/platform.yaml) always."
    })
final class DeployGitOpsCommand implements Callable<Integer> {
  @Mixin DeployPlace place = new DeployPlace();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "DIR",
      required = true,
      description = "The folder.")
  Path folder = Path.of("");

  @Option(
      names = "--repository",
      paramLabel = "URL",
      description = "Where it is committed, with helm/ at its top.",
      defaultValue = "https://example.com/ORGANISATION/REPOSITORY.git")
  String repository = "";

  @Option(
      names = "--revision",
      paramLabel = "REF",
      description = "Of the repository (default: ${DEFAULT-VALUE}).",
      defaultValue = "main")
  String revision = "main";

  @Option(
      names = "--path",
      paramLabel = "PATH",
      description = "Of the folder in it (default: gitops/KEY).")
  Optional<String> path = Optional.empty();

  @Option(
      names = "--accept",
      paramLabel = "RULE",
      description = "A rule of the review that you have read.")
  Set<String> accepted = Set.of();

  private static final String UNKNOWN = "00000000-0000-0000-0000-000000000000";

  @Override
  public Integer call() {
    var terminal = Terminal.standard();
    var intent = place.load(terminal);
    Optional<Connection.Azure> azure = place.profile().flatMap(Connection::azure);
    DeploymentTarget target =
        DeploymentTarget.of(
                azure.map(Connection.Azure::subscription).orElse(UNKNOWN),
                azure.flatMap(Connection.Azure::tenant).orElse(UNKNOWN))
            .accepting(accepted);
    var source =
        new GitOpsFolder.Source(repository, revision, path.orElse("gitops/" + intent.system()));
    var written =
        new GitOpsFolder(intent, new StagedTemplate(SystemTemplate.of(intent, target)), source)
            .write(folder);
    written.forEach(
        name -> terminal.progress(Sentence.of("command.written", folder.resolve(name).toString())));
    if (written.isEmpty()) {
      terminal.progress(Sentence.of("command.deploy.same", folder.toString()));
    }
    return ExitCode.FINE;
  }
}
