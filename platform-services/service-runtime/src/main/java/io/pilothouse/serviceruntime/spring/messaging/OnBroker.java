package io.pilothouse.serviceruntime.spring.messaging;

import org.springframework.boot.autoconfigure.condition.AnyNestedCondition;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;

/**
 * Whether the service has a broker: by connection string, or by namespace where the identity
 * library is there.
 */
final class OnBroker extends AnyNestedCondition {

  OnBroker() {
    super(ConfigurationPhase.REGISTER_BEAN);
  }

  @ConditionalOnProperty("pilothouse.messaging.connection-string")
  static final class ByKey {}

  @ConditionalOnProperty("pilothouse.messaging.namespace")
  @ConditionalOnClass(name = "com.azure.identity.DefaultAzureCredentialBuilder")
  static final class ByIdentity {}
}
