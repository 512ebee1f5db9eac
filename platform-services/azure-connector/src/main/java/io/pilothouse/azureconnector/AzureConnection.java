package io.pilothouse.azureconnector;

import com.azure.core.credential.TokenCredential;
import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpPipeline;
import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.core.http.policy.FixedDelayOptions;
import com.azure.core.http.policy.RetryOptions;
import com.azure.core.management.AzureEnvironment;
import com.azure.core.management.profile.AzureProfile;
import com.azure.identity.DefaultAzureCredentialBuilder;
import com.azure.resourcemanager.containerservice.ContainerServiceManager;
import com.azure.resourcemanager.containerservice.fluent.ManagedClustersClient;
import com.azure.resourcemanager.postgresqlflexibleserver.PostgreSqlManager;
import com.azure.resourcemanager.postgresqlflexibleserver.fluent.ServersClient;
import com.azure.resourcemanager.redis.RedisManager;
import com.azure.resourcemanager.redis.fluent.RedisClient;
import io.pilothouse.sharedmodel.estate.Connection;
import io.pilothouse.sharedmodel.estate.ResourceId;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * A subscription and resource group, reached through the Azure SDK. The clients are built when
 * first used, which takes about a second: not on a thread that a person waits for. All of a
 * connection's calls share one breaker and one rate limit. Thread-safe.
 */
public final class AzureConnection {
  private static final Duration CONNECT_WITHIN = Duration.ofSeconds(5);
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(20);
  private static final Duration POLL_EVERY = Duration.ofSeconds(1);

  // The SDK would also repeat what changes something; only AzureCalls repeats, and only reads.
  static final RetryOptions NEVER_AGAIN =
      new RetryOptions(new FixedDelayOptions(0, Duration.ofMillis(1)));

  private final Connection.Azure target;
  private final Clock clock;
  private final HttpClient http;
  private final Lazy<TokenCredential> credential;
  private final Lazy<PostgreSqlManager> postgres;
  private final Lazy<RedisManager> redis;
  private final Lazy<ContainerServiceManager> containers;
  private final Lazy<MonitorMetrics> metrics;
  private final AzureCalls calls = new AzureCalls();
  private final ResourceInventory inventory = new ResourceInventory(this);
  private final ArmReader reader;

  private AzureConnection(Connection.Azure target, Clock clock) {
    this.target = target;
    this.clock = clock;
    HttpClient direct =
        new JdkHttpClientBuilder()
            .connectionTimeout(CONNECT_WITHIN)
            .responseTimeout(ANSWER_WITHIN)
            .readTimeout(ANSWER_WITHIN)
            .build();
    this.http = new EndpointHttpClient(direct, target.endpoint().map(URI::create));
    this.credential = new Lazy<>(this::signIn);
    this.postgres =
        new Lazy<>(() ->
            PostgreSqlManager.configure()
                .withHttpClient(http)
                .withRetryOptions(NEVER_AGAIN)
                .withDefaultPollInterval(POLL_EVERY)
                .authenticate(credential.get(), profile()));
    this.redis =
        new Lazy<>(() ->
            RedisManager.configure()
                .withHttpClient(http)
                .withRetryOptions(NEVER_AGAIN)
                .authenticate(credential.get(), profile()));
    this.containers =
        new Lazy<>(() ->
            ContainerServiceManager.configure()
                .withHttpClient(http)
                .withRetryOptions(NEVER_AGAIN)
                .authenticate(credential.get(), profile()));
    this.reader =
        new ArmReader(
            calls, new Lazy<>(this::pipeline), AzureEnvironment.AZURE.getResourceManagerEndpoint());
    this.metrics = new Lazy<>(() -> new MonitorMetrics(http, credential.get(), calls));
  }

  /** Reaches nothing yet: the first call does. */
  public static AzureConnection of(Connection.Azure target, Clock clock) {
    return new AzureConnection(target, clock);
  }

  /** The id of one of the group's Flexible Servers by its name. */
  public ResourceId flexibleServer(String name) {
    return ResourceId.azure(
        "/subscriptions/%s/resourceGroups/%s/providers/Microsoft.DBforPostgreSQL/flexibleServers/%s"
            .formatted(target.subscription(), target.resourceGroup(), name));
  }

  /** What it is a connection to. */
  public Connection.Azure target() {
    return target;
  }

  String resourceGroup() {
    return target.resourceGroup();
  }

  String subscription() {
    return target.subscription();
  }

  Clock clock() {
    return clock;
  }

  AzureCalls calls() {
    return calls;
  }

  ResourceInventory inventory() {
    return inventory;
  }

  /** Signs in and sends: what a manager of any provider can be built on. */
  public HttpPipeline pipeline() {
    return postgres.get().serviceClient().getHttpPipeline();
  }

  ArmReader reader() {
    return reader;
  }

  ServersClient servers() {
    return postgres.get().serviceClient().getServers();
  }

  RedisClient caches() {
    return redis.get().serviceClient().getRedis();
  }

  ManagedClustersClient clusters() {
    return containers.get().serviceClient().getManagedClusters();
  }

  MonitorMetrics metrics() {
    return metrics.get();
  }

  private TokenCredential signIn() {
    return target
        .tokenFile()
        .map(file -> (TokenCredential) new TokenFileCredential(Path.of(file), clock))
        .orElseGet(() -> {
          var builder = new DefaultAzureCredentialBuilder().httpClient(http);
          target.tenant().ifPresent(builder::tenantId);
          return builder.build();
        });
  }

  private AzureProfile profile() {
    // AzureEnvironment.AZURE also for an endpoint of our own: the SDK refuses to send a token to
    // plain http, so the address is changed below it, in EndpointHttpClient.
    Optional<String> tenant = target.tenant();
    return new AzureProfile(tenant.orElse(""), target.subscription(), AzureEnvironment.AZURE);
  }
}
