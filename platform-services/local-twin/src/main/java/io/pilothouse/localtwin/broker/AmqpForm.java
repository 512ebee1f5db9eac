package io.pilothouse.localtwin.broker;

import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.qpid.proton.Proton;
import org.apache.qpid.proton.amqp.Symbol;
import org.apache.qpid.proton.amqp.UnsignedInteger;
import org.apache.qpid.proton.amqp.messaging.Data;
import org.apache.qpid.proton.amqp.messaging.Header;
import org.apache.qpid.proton.amqp.messaging.MessageAnnotations;
import org.apache.qpid.proton.codec.AMQPDefinedTypes;
import org.apache.qpid.proton.codec.DecoderImpl;
import org.apache.qpid.proton.codec.EncoderImpl;
import org.apache.qpid.proton.message.Message;

/** Messages, lock tokens and moments as Service Bus writes them on the wire. */
final class AmqpForm {
  /** The format of a transfer that holds several messages, each in a section of its own. */
  static final int BATCH_FORMAT = 0x80013700;

  /** The annotation of a message that is not to be seen before its time. */
  static final Symbol SCHEDULED = Symbol.valueOf("x-opt-scheduled-enqueue-time");

  private static final long DOT_NET_EPOCH_TICKS = 621_355_968_000_000_000L;
  private static final long TICKS_PER_MILLISECOND = 10_000;

  private AmqpForm() {}

  static Message decode(byte[] encoded) {
    Message message = Proton.message();
    message.decode(encoded, 0, encoded.length);
    return message;
  }

  static byte[] encode(Message message, int about) {
    for (int room = about + 1_024; ; room *= 2) {
      byte[] bytes = new byte[room];
      try {
        return Arrays.copyOf(bytes, message.encode(bytes, 0, room));
      } catch (BufferOverflowException e) {
        if (room > 1 << 28) {
          throw e;
        }
      }
    }
  }

  /** The messages of one transfer, encoded. */
  static List<byte[]> messages(int format, byte[] transfer) {
    if (format != BATCH_FORMAT) {
      return List.of(transfer);
    }
    var decoder = new DecoderImpl();
    AMQPDefinedTypes.registerAllTypes(decoder, new EncoderImpl(decoder));
    ByteBuffer buffer = ByteBuffer.wrap(transfer);
    decoder.setByteBuffer(buffer);
    var all = new ArrayList<byte[]>();
    while (buffer.hasRemaining()) {
      if (decoder.readObject() instanceof Data data) {
        var value = data.getValue();
        all.add(
            Arrays.copyOfRange(
                value.getArray(),
                value.getArrayOffset(),
                value.getArrayOffset() + value.getLength()));
      }
    }
    return all;
  }

  /** The message as a receiver gets it: with the broker's own annotations. */
  static byte[] delivered(StoredMessage stored) {
    Message message = stored.content();
    Header header = message.getHeader() == null ? new Header() : message.getHeader();
    header.setDeliveryCount(UnsignedInteger.valueOf(stored.failedDeliveries()));
    message.setHeader(header);
    Map<Symbol, Object> annotations = new HashMap<>();
    if (message.getMessageAnnotations() != null) {
      annotations.putAll(message.getMessageAnnotations().getValue());
    }
    annotations.put(Symbol.valueOf("x-opt-sequence-number"), stored.sequence());
    annotations.put(Symbol.valueOf("x-opt-enqueue-sequence-number"), stored.sequence());
    annotations.put(Symbol.valueOf("x-opt-enqueued-time"), Date.from(stored.enqueuedAt()));
    stored
        .lock()
        .ifPresent(
            lock -> annotations.put(Symbol.valueOf("x-opt-locked-until"), Date.from(lock.until())));
    message.setMessageAnnotations(new MessageAnnotations(annotations));
    return encode(message, stored.bytes());
  }

  /** A lock token as a delivery tag: the byte order of a .NET GUID. */
  static byte[] tag(UUID token) {
    return swapped(
        ByteBuffer.allocate(16)
            .putLong(token.getMostSignificantBits())
            .putLong(token.getLeastSignificantBits())
            .array());
  }

  static long ticks(Instant at) {
    return DOT_NET_EPOCH_TICKS + at.toEpochMilli() * TICKS_PER_MILLISECOND;
  }

  private static byte[] swapped(byte[] bytes) {
    int[] order = {3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15};
    byte[] result = new byte[16];
    for (int i = 0; i < 16; i++) {
      result[i] = bytes[order[i]];
    }
    return result;
  }
}
