package io.pilothouse.serviceruntime.dependency;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.amqp.exception.AmqpErrorCondition;
import com.azure.core.amqp.exception.AmqpErrorContext;
import com.azure.core.amqp.exception.AmqpException;
import com.azure.messaging.servicebus.ServiceBusErrorSource;
import com.azure.messaging.servicebus.ServiceBusException;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisCommandTimeoutException;
import io.lettuce.core.RedisConnectionException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FailureKindTest {

  static Stream<Arguments> failures() {
    return Stream.of(
        Arguments.of(new SQLException("password authentication failed", "28P01"), "unauthorized"),
        Arguments.of(new SQLException("no pg_hba.conf entry", "28000"), "unauthorized"),
        Arguments.of(
            new SQLTransientConnectionException(
                "pool - Connection is not available",
                "28P01",
                new SQLException("password authentication failed", "28P01")),
            "unauthorized"),
        Arguments.of(new SQLException("too many clients already", "53300"), "exhausted"),
        Arguments.of(
            new SQLTransientConnectionException("pool - Connection is not available"), "exhausted"),
        Arguments.of(
            new SQLException("refused", "08001", new ConnectException("Connection refused")),
            "refused"),
        Arguments.of(
            new SQLException(
                "The connection attempt failed.",
                "08001",
                new SocketTimeoutException("Connect timed out")),
            "timeout"),
        Arguments.of(
            new SQLException("failed", "08001", new UnknownHostException("postgresql-server")),
            "unresolved"),
        Arguments.of(new SQLException("read-only transaction", "25006"), "other"),
        Arguments.of(new RedisCommandTimeoutException("after 500 ms"), "timeout"),
        Arguments.of(
            new RedisConnectionException("Unable to connect", new ConnectException("refused")),
            "refused"),
        Arguments.of(new RedisCommandExecutionException("WRONGPASS invalid"), "unauthorized"),
        Arguments.of(new RedisCommandExecutionException("OOM command not allowed"), "exhausted"),
        Arguments.of(new RedisCommandExecutionException("CLUSTERDOWN"), "other"),
        Arguments.of(broker(AmqpErrorCondition.UNAUTHORIZED_ACCESS), "unauthorized"),
        Arguments.of(broker(AmqpErrorCondition.RESOURCE_LIMIT_EXCEEDED), "exhausted"),
        Arguments.of(broker(AmqpErrorCondition.TIMEOUT_ERROR), "timeout"),
        Arguments.of(broker(AmqpErrorCondition.NOT_FOUND), "other"),
        Arguments.of(new HttpTimeoutException("request timed out"), "timeout"),
        Arguments.of(
            new ConnectException().initCause(new UnresolvedAddressException()), "unresolved"),
        Arguments.of(new IOException("broken pipe"), "other"));
  }

  private static ServiceBusException broker(AmqpErrorCondition condition) {
    return new ServiceBusException(
        new AmqpException(false, condition, "refused", new AmqpErrorContext("namespace")),
        ServiceBusErrorSource.SEND);
  }

  @ParameterizedTest
  @MethodSource("failures")
  void tellsTheReasonOfAFailure(Throwable failure, String word) {
    assertThat(FailureKind.of(failure).word()).isEqualTo(word);
  }
}
