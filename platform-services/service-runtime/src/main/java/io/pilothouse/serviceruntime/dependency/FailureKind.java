package io.pilothouse.serviceruntime.dependency;

import com.azure.messaging.servicebus.ServiceBusException;
import com.azure.messaging.servicebus.ServiceBusFailureReason;
import io.github.resilience4j.bulkhead.BulkheadFullException;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisCommandTimeoutException;
import io.lettuce.core.RedisException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.EnumSet;
import java.util.Locale;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * How a use of a dependency failed. When several speak from one failure, the one declared first is
 * taken, since it says more of the reason.
 */
public enum FailureKind {
  /** Its name leads to no address. */
  UNRESOLVED,
  /** It refused who is calling: wrong password, expired secret, missing right. */
  UNAUTHORIZED,
  /** It, or the pool towards it, has no more to give: connections, calls at once, memory. */
  EXHAUSTED,
  /** Nobody listens, or it takes no connections now. */
  REFUSED,
  /** It did not answer in time. */
  TIMEOUT,
  /** Anything else, such as a wrong answer or a broken connection. */
  OTHER;

  private static final int DEEPEST = 16;

  /** The kind in the names of metrics, such as {@code timeout}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * What a failure of a JDBC pool, of Lettuce, of Service Bus or of an HTTP client says, causes
   * included.
   */
  public static FailureKind of(Throwable failure) {
    var heard = EnumSet.of(OTHER);
    Throwable at = failure;
    for (int depth = 0; at != null && depth < DEEPEST; depth++, at = at.getCause()) {
      heard.add(one(at));
    }
    return heard.iterator().next();
  }

  private static FailureKind one(Throwable failure) {
    return switch (failure) {
      case UnknownHostException unknown -> UNRESOLVED;
      case UnresolvedAddressException unresolved -> UNRESOLVED;
      case BulkheadFullException full -> EXHAUSTED;
      case ConnectException refused -> REFUSED;
      case SocketTimeoutException silent -> TIMEOUT;
      case HttpTimeoutException silent -> TIMEOUT;
      case TimeoutException silent -> TIMEOUT;
      case RedisCommandTimeoutException silent -> TIMEOUT;
      case RedisCommandExecutionException answer -> ofRedis(text(answer));
      // Without a cause, the pool had no connection to lend in time; with one, it could make none.
      case SQLTransientConnectionException pool when pool.getCause() == null -> EXHAUSTED;
      case SQLException sql -> ofSqlState(sql.getSQLState());
      case ServiceBusException broker -> ofBroker(broker.getReason());
      case RedisException closed
          when closed.getClass().equals(RedisException.class)
              && text(closed).contains("not connected") ->
          REFUSED;
      default -> OTHER;
    };
  }

  /** By PostgreSQL's error codes, Appendix A of its manual. */
  private static FailureKind ofSqlState(@Nullable String state) {
    return switch (state) {
      case "28000", "28P01", "42501" -> UNAUTHORIZED;
      case "53000", "53100", "53200", "53300", "53400" -> EXHAUSTED;
      case "57P03" -> REFUSED;
      case "57014" -> TIMEOUT;
      case null, default -> OTHER;
    };
  }

  private static FailureKind ofBroker(ServiceBusFailureReason reason) {
    if (reason.equals(ServiceBusFailureReason.UNAUTHORIZED)) {
      return UNAUTHORIZED;
    }
    if (reason.equals(ServiceBusFailureReason.QUOTA_EXCEEDED)
        || reason.equals(ServiceBusFailureReason.SERVICE_BUSY)) {
      return EXHAUSTED;
    }
    if (reason.equals(ServiceBusFailureReason.SERVICE_TIMEOUT)) {
      return TIMEOUT;
    }
    return reason.equals(ServiceBusFailureReason.SERVICE_COMMUNICATION_ERROR) ? REFUSED : OTHER;
  }

  private static FailureKind ofRedis(String answer) {
    if (answer.startsWith("WRONGPASS")
        || answer.startsWith("NOAUTH")
        || answer.startsWith("NOPERM")) {
      return UNAUTHORIZED;
    }
    return answer.startsWith("OOM") || answer.contains("max number of clients") ? EXHAUSTED : OTHER;
  }

  private static String text(Throwable failure) {
    var message = failure.getMessage();
    return message == null ? "" : message;
  }
}
