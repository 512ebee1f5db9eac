package io.pilothouse.blueprints;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BlueprintLoaderTest {
  /** The least that is a blueprint; tests break one line of it. */
  private static final String SOUND =
      """
      apiVersion: pilothouse.io/v1
      system: shop-prod
      name: Shop
      environment: production
      documents:
        - {id: shop, file: shop.md, title: Shop}
      region: {primary: koreacentral, timeZone: Asia/Seoul}
      objectives: {recoveryTime: PT30M}
      network:
        id: vnet
        name: VNet
        addressSpace: 10.0.0.0/16
        subnets:
          - {id: apps, name: Apps, addressPrefix: 10.0.1.0/24}
          - {id: data, name: Data, addressPrefix: 10.0.2.0/24}
        privateEndpoints:
          - {id: pe, name: pe, target: db, subnet: apps, address: 10.0.1.9}
      cluster:
        id: aks
        name: AKS
        kubernetesVersion: "1.29"
        privateCluster: true
        namespace: production
        subnet: apps
        nodePools:
          - id: pool
            name: Pool
            mode: User
            vmSize: Standard_D4s_v3
            cpus: 4
            memory: 16Gi
            count: 3
            autoscaling: true
            minCount: 3
            maxCount: 10
      services:
        - id: cart
          name: Cart
          deployment: cart
          nodePool: pool
          requests: {cpu: 200m, memory: 512Mi}
          limits: {cpu: "1", memory: 1Gi}
          replicas: 3
          autoscaling:
            minReplicas: 3
            maxReplicas: 10
            metrics:
              - {kind: resource, name: cpu, target: 70}
          minAvailable: 2
          port: 8080
          source: shop:12 §3
      databaseServers:
        - id: db
          name: DB
          resourceName: shop-db
          port: 5432
          tier: GeneralPurpose
          sku: Standard_D4s_v3
          storageGigabytes: 256
          location: koreacentral
          highAvailability: ZoneRedundant
          privateEndpoint: true
          subnet: data
          replicas:
            - {id: r1, name: r1, resourceName: shop-db-r1, location: koreasouth, tier: GeneralPurpose, sku: S}
      relations:
        - {from: cart, to: db, type: data}
      changePolicy:
        maintenanceWindows: ["Sun 02:00-04:00 Asia/Seoul"]
        approvalRequired: true
        testingRequired: true
        rollbackPlanRequired: true
        automaticRollback: true
      """;

  private final BlueprintLoader loader = new BlueprintLoader();

  @Test
  void theSoundDocumentIsSound() {
    assertThat(loader.load("shop.yaml", SOUND)).isInstanceOf(BlueprintResult.Loaded.class);
  }

  @ParameterizedTest(name = "{0} → {1}: {3}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          system: shop-prod            | system: Shop Prod             | system | "Shop Prod"
          apiVersion: pilothouse.io/v1 | apiVersion: pilothouse.io/v2  | apiVersion | pilothouse.io/v1
          environment: production      | enviroment: production        | enviroment | did you mean "environment"?
          environment: production      | environment:                  | environment | found nothing
          timeZone: Asia/Seoul         | timeZone: Asia/Soul           | region.timeZone | IANA time zone
          recoveryTime: PT30M          | recoveryTime: 30 minutes      | objectives.recoveryTime | ISO-8601 duration such as PT30M
          recoveryTime: PT30M          | recoveryTime: P               | objectives.recoveryTime | ISO-8601 duration
          10.0.0.0/16                  | 10.0.0.0/33                   | network.addressSpace | IPv4 address range such as 10.0.1.0/24
          10.0.0.0/16                  | 10.0.7.0/16                   | network.addressSpace | lowest address
          10.0.2.0/24                  | 10.1.2.0/24                   | network.subnets[1].addressPrefix | inside 10.0.0.0/16
          10.0.2.0/24                  | 10.0.1.128/25                 | network.subnets[1].addressPrefix | apart from apps
          target: db                   | target: dbs                   | network.privateEndpoints[0].target | did you mean "db"?
          address: 10.0.1.9            | address: 10.0.2.9             | network.privateEndpoints[0].address | inside 10.0.1.0/24
          kubernetesVersion: "1.29"    | kubernetesVersion: 1.29       | cluster.kubernetesVersion | text such as 1.29, found 1.29
          privateCluster: true         | privateCluster: yes           | cluster.privateCluster | true or false, found "yes"
          subnet: data                 | subnet: dat                   | databaseServers[0].subnet | did you mean "data"?
          mode: User                   | mode: Usr                     | cluster.nodePools[0].mode | one of System, User; did you mean "User"?
          cpus: 4                      | cpus: four                    | cluster.nodePools[0].cpus | a whole number, found "four"
          memory: 16Gi                 | memory: 16 GB                 | cluster.nodePools[0].memory | Kubernetes quantity
          count: 3                     | count: -1                     | cluster.nodePools[0].count | at least 0, found -1
          count: 3                     | count: 12                     | cluster.nodePools[0].count | between 3 and 10
          maxCount: 10                 | maxCount: 2                   | cluster.nodePools[0].maxCount | at least minCount, 3
          id: cart                     | id: pool                      | services[0].id | again
          nodePool: pool               | nodePool: pol                 | services[0].nodePool | did you mean "pool"?
          cpu: 200m                    | cpu: 1200m                    | services[0].requests.cpu | at most the limit, 1
          replicas: 3                  | replicas: 11                  | services[0].replicas | between 3 and 10
          replicas: 3                  | replicas: 99999999999         | services[0].replicas | at most 2147483647
          replicas: 3                  | replicas: [3]                 | services[0].replicas | a whole number, found a list
          maxReplicas: 10              | maxReplicas: 1                | services[0].autoscaling.maxReplicas | at least minReplicas, 3
          maxReplicas: 10              | maxReplica: 10                | services[0].autoscaling.maxReplica | did you mean "maxReplicas"?
          kind: resource               | kind: ressource               | services[0].autoscaling.metrics[0].kind | did you mean "resource"?
          target: 70                   | target: 0                     | services[0].autoscaling.metrics[0].target | more than 0
          minAvailable: 2              | minAvailable: 4               | services[0].minAvailable | at most replicas, 3
          port: 8080                   | port: 80800                   | services[0].port | at most 65535
          source: shop:12 §3           | source: page 12               | services[0].source | such as tripgen:1:2034
          source: shop:12 §3           | source: shp:12                | services[0].source | did you mean "shop"?
          resourceName: shop-db-r1     | resourceName: shop-db         | databaseServers[0].replicas[0].resourceName | "shop-db" again
          to: db                       | to: dbs                       | relations[0].to | did you mean "db"?
          type: data                   | type: sql                     | relations[0].type | one of request, data
          Sun 02:00-04:00 Asia/Seoul   | Sun 02:00-04:00 Asia/Nowhere  | changePolicy.maintenanceWindows[0] | IANA time zone
          Sun 02:00-04:00 Asia/Seoul   | Sundays                       | changePolicy.maintenanceWindows[0] | "Sundays"
          """)
  void aBrokenLineIsNamedWithItsPathAndWhatWasExpected(
      String sound, String broken, String path, String said) {
    int at = SOUND.indexOf(sound);
    assertThat(at).as(sound).isNotNegative();
    int line =
        (int) SOUND.substring(0, at).lines().count()
            + (at == 0 || SOUND.charAt(at - 1) == '\n' ? 1 : 0);
    var problems = problems(SOUND.substring(0, at) + broken + SOUND.substring(at + sound.length()));
    assertThat(problems)
        .anySatisfy(p -> {
          assertThat(p.path()).isEqualTo(path);
          assertThat(p.line()).isEqualTo(line);
          assertThat(p.column()).isPositive();
          assertThat(p.toString())
              .startsWith("shop.yaml:" + line + ":")
              .contains(said)
              .doesNotContain("\n");
        });
  }

  @Test
  void aMissingFieldIsSaidAtWhatLacksIt() {
    assertThat(problems(SOUND.replace("    deployment: cart\n", "")))
        .singleElement()
        .satisfies(p -> {
          assertThat(p.path()).isEqualTo("services[0].deployment");
          assertThat(SOUND.lines().toList().get(p.line() - 1)).contains("id: cart");
          assertThat(p.expected()).startsWith("field \"deployment\" (Name of its Kubernetes");
        });
  }

  @Test
  void allProblemsComeAtOnceInReadingOrder() {
    var problems =
        problems(
            SOUND
                .replace("replicas: 3", "replicas: three")
                .replace("cpus: 4", "cpus: 0")
                .replace("type: data", "type: sql"));
    assertThat(problems)
        .extracting(BlueprintProblem::path)
        .containsExactly("cluster.nodePools[0].cpus", "services[0].replicas", "relations[0].type");
    assertThat(new BlueprintResult.Invalid(problems).report().lines()).hasSize(3);
  }

  @Test
  void aFieldThatStandsTwiceIsRefused() {
    assertThat(problems(SOUND.replace("name: Shop\n", "name: Shop\nname: Store\n")))
        .singleElement()
        .satisfies(p ->
            assertThat(p.toString()).startsWith("shop.yaml:4:1: name: expected each field once"));
  }

  @Test
  void columnsPointIntoTheLine() {
    assertThat(problems(SOUND.replace("title: Shop}", "titel: Shop}")))
        .anySatisfy(p -> {
          assertThat(p.line()).isEqualTo(6);
          assertThat(p.column()).isEqualTo("  - {id: shop, file: shop.md, ".length() + 1);
        });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          system: [unclosed      | YAML
          system: "unclosed      | YAML
          a: &a [*a]             | at most 100000 values
          - list                 | a group of fields
          just text              | a group of fields
          ? [a, b]               | a field name
          system: !!java.net.URL [x] | YAML
          `\tsystem: x`          | YAML
          ``                     | a blueprint
          """)
  void whatIsNotABlueprintAtAllIsSaidInOneSentence(String text, String expected) {
    assertThat(problems(text))
        .anySatisfy(p -> assertThat(p.expected()).startsWith(expected))
        .allSatisfy(p -> assertThat(p.line()).isPositive());
  }

  @Test
  @Timeout(5)
  void anAliasBombIsRefusedQuickly() {
    var bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 12; i++) {
      bomb.append("a%d: &a%d [".formatted(i, i));
      bomb.append("*a%d, ".formatted(i - 1).repeat(9)).append("]\n");
    }
    assertThat(problems(bomb.toString())).isNotEmpty();
  }

  @Test
  @Timeout(5)
  void aFewAliasesThatGrowLargeAreRefusedToo() {
    var bomb = new StringBuilder("a0: &a0 [" + "x, ".repeat(2_000) + "]\n");
    for (int i = 1; i < 4; i++) {
      bomb.append("a%d: &a%d [".formatted(i, i));
      bomb.append("*a%d, ".formatted(i - 1).repeat(20)).append("]\n");
    }
    assertThat(problems(bomb.toString()))
        .anySatisfy(p -> assertThat(p.found()).isEqualTo("aliases that expand to more"));
  }

  @Test
  @Timeout(5)
  void deepNestingIsRefusedQuickly() {
    assertThat(problems("a: " + "[".repeat(50_000) + "]".repeat(50_000))).isNotEmpty();
  }

  @Test
  @Timeout(5)
  void aHugeTextIsRefusedQuickly() {
    assertThat(problems("#".repeat(3_000_000)))
        .singleElement()
        .satisfies(p -> assertThat(p.expected()).isEqualTo("at most 2000000 characters"));
  }

  @Test
  void aFileThatCannotBeReadSaysWhy(@TempDir Path folder) throws Exception {
    assertThat(invalid(loader.load(folder.resolve("none.yaml"))).getFirst().found())
        .isEqualTo("no such file");
    assertThat(invalid(loader.load(folder)).getFirst().found()).isEqualTo("a folder");
    Path bytes = Files.write(folder.resolve("bytes.yaml"), new byte[] {(byte) 0xc3, 0x28});
    assertThat(invalid(loader.load(bytes)).getFirst().found()).contains("not UTF-8");
  }

  @Test
  void aFileLoadsByItsPath(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("shop.yaml"), SOUND, StandardCharsets.UTF_8);
    assertThat(loader.load(file)).isInstanceOf(BlueprintResult.Loaded.class);
  }

  @Test
  void aTotalThatIsNotTheSumIsAWarning() {
    var result =
        loader.load(
            "shop.yaml",
            SOUND
                + "cost: {currency: USD, lines: [{component: AKS, amount: 5}], statedTotal: 6}\n");
    assertThat(result)
        .isInstanceOfSatisfying(
            BlueprintResult.Loaded.class,
            loaded ->
                assertThat(loaded.warnings())
                    .extracting(BlueprintProblem::path)
                    .containsExactly("cost.statedTotal"));
  }

  private List<BlueprintProblem> problems(String yaml) {
    return invalid(loader.load("shop.yaml", yaml));
  }

  private static List<BlueprintProblem> invalid(BlueprintResult result) {
    assertThat(result).isInstanceOf(BlueprintResult.Invalid.class);
    return ((BlueprintResult.Invalid) result).problems();
  }
}
