package io.pilothouse.localtwin.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PostgresBinariesTest {

  @TempDir private Path cache;

  @Test
  void thoseWhoStartTogetherShareOneUnpackedFolder() throws Exception {
    Path abandoned =
        cache.resolve(PostgresArchive.forThisMachine().folderName() + ".partial-of-a-crash");
    Files.createDirectories(abandoned.resolve("bin"));

    List<CompletableFuture<PostgresBinaries>> starters =
        Stream.generate(() -> CompletableFuture.supplyAsync(() -> PostgresBinaries.unpack(cache)))
            .limit(3)
            .toList();

    Path folder = starters.getFirst().get().folder();
    assertThat(starters).allMatch(starter -> starter.join().folder().equals(folder));
    assertThat(folder.resolve("bin").resolve("postgres")).isExecutable();
    assertThat(abandoned).doesNotExist();
  }

  @Test
  void aFolderThatCannotBeWrittenIsNamedWithTheRemedy() throws Exception {
    Path file = Files.writeString(cache.resolve("file"), "in the way");
    assertThatThrownBy(() -> PostgresBinaries.unpack(file))
        .isInstanceOf(PostgresException.class)
        .hasMessageContainingAll(file.toString(), "MB", "PILOTHOUSE_HOME");
  }

  @ParameterizedTest
  @CsvSource({
    "Linux, amd64, postgres-linux-x86_64.txz",
    "Linux, aarch64, postgres-linux-arm_64.txz",
    "Mac OS X, aarch64, postgres-darwin-arm_64.txz",
    "Mac OS X, x86_64, postgres-darwin-x86_64.txz",
    "Windows 11, amd64, postgres-windows-x86_64.txz"
  })
  void everyPlatformHasItsArchive(String system, String machine, String archive) {
    assertThat(PostgresArchive.nameFor(system, machine)).isEqualTo(archive);
  }
}
