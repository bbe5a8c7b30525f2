package activationdesk.gate;

import activationdesk.gate.Grant.Broken;
import java.util.Arrays;
import java.util.HexFormat;

/** The fields of a typed key's payload, in their order. What the writer would not have written in the same way is damage. */
final class TypedReader {
  private static final int LAST_DAY = 2_097_151;
  private static final int FIRST_DAY = 18_261;

  private final byte[] bytes;
  private int at;

  TypedReader(byte[] bytes, int at) {
    this.bytes = bytes;
    this.at = at;
  }

  static Broken damaged() {
    return new Broken("key_damaged");
  }

  boolean isAtEnd() {
    return at == bytes.length;
  }

  private byte[] take(int length) throws Broken {
    if (bytes.length - at < length) throw damaged();
    at += length;
    return Arrays.copyOfRange(bytes, at - length, at);
  }

  double number(int length) throws Broken {
    double sum = 0;
    for (byte b : take(length)) sum = sum * 256 + (b & 0xff);
    return sum;
  }

  double varint(double least, double most) throws Broken {
    double value = 0;
    for (double scale = 1; ; scale *= 128) {
      int b = take(1)[0] & 0xff;
      value += (b & 127) * scale;
      if (value > most) throw damaged();
      if (b > 127) continue;
      if ((b == 0 && scale > 1) || value < least) throw damaged();
      return value;
    }
  }

  String hex(int length) throws Broken {
    return HexFormat.of().formatHex(take(length));
  }

  String words(int most) throws Broken {
    String found = Texts.decodeStrictly(take((int) varint(1, most)));
    if (found == null || Texts.hasControl(found)) throw damaged();
    return found;
  }

  /** The last millisecond of a day; 0 is none. */
  double date() throws Broken {
    double day = varint(0, LAST_DAY);
    return day == 0 ? Times.NEVER : endOf(day);
  }

  double someDate() throws Broken {
    return endOf(varint(1, LAST_DAY));
  }

  private static double endOf(double day) {
    return (day + FIRST_DAY + 1) * Times.DAY - 1;
  }
}
