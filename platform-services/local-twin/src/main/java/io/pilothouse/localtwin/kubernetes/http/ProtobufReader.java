package io.pilothouse.localtwin.kubernetes.http;

import io.pilothouse.localtwin.kubernetes.model.ApiFailure;
import java.util.Arrays;

/**
 * Walks the fields of a protobuf message: varints and length-delimited values; others are refused.
 */
final class ProtobufReader {
  private final byte[] message;
  private int position;
  private int field;
  private long number;
  private byte[] bytes = {};

  ProtobufReader(byte[] message) {
    this.message = message;
  }

  /** Moves to the next field; false at the end. */
  boolean next() {
    if (position >= message.length) {
      return false;
    }
    long tag = varint();
    field = (int) (tag >>> 3);
    switch ((int) (tag & 7)) {
      case 0 -> number = varint();
      case 2 -> {
        int length = (int) varint();
        if (length < 0 || position + length > message.length) {
          throw truncated();
        }
        bytes = Arrays.copyOfRange(message, position, position + length);
        position += length;
      }
      default -> throw ApiFailure.badRequest("unexpected protobuf wire type in the body");
    }
    return true;
  }

  private long varint() {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      if (position >= message.length) {
        throw truncated();
      }
      byte part = message[position++];
      value |= (long) (part & 0x7f) << shift;
      if (part >= 0) {
        return value;
      }
    }
    throw truncated();
  }

  private static ApiFailure truncated() {
    return ApiFailure.badRequest("the protobuf body is truncated");
  }

  int field() {
    return field;
  }

  long number() {
    return number;
  }

  byte[] bytes() {
    return bytes;
  }
}
