package activationdesk.gate;

import java.io.ByteArrayOutputStream;

/** Texts and their bytes, by the Encoding Standard and not by the platform's charset. */
final class Texts {
  private static final char REPLACEMENT = '\ufffd';
  private static final int NONE = -1;

  private Texts() {}

  /** What is not well-formed becomes U+FFFD. */
  static String decode(byte[] bytes, int length) {
    return decode(bytes, length, false);
  }

  /** Null: it is not well-formed. One byte order mark at its start is dropped. */
  static String decodeStrictly(byte[] bytes) {
    String text = decode(bytes, bytes.length, true);
    return text != null && text.startsWith("\ufeff") ? text.substring(1) : text;
  }

  private static String decode(byte[] bytes, int length, boolean strictly) {
    StringBuilder text = new StringBuilder(length);
    int at = 0;
    while (at < length) {
      int lead = bytes[at++] & 0xff;
      if (lead < 0x80) {
        text.append((char) lead);
        continue;
      }
      int more = lead >= 0xc2 && lead <= 0xdf ? 1 : lead >= 0xe0 && lead <= 0xef ? 2 : lead >= 0xf0 && lead <= 0xf4 ? 3 : 0;
      int point = more == 0 ? NONE : lead & (0x3f >> more);
      int least = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
      int most = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
      for (; more > 0; more -= 1) {
        int next = at < length ? bytes[at] & 0xff : NONE;
        if (next < least || next > most) {
          point = NONE;
          break;
        }
        point = point << 6 | next & 0x3f;
        at += 1;
        least = 0x80;
        most = 0xbf;
      }
      if (point != NONE) text.appendCodePoint(point);
      else if (strictly) return null;
      else text.append(REPLACEMENT);
    }
    return text.toString();
  }

  /** UTF-8; a lone surrogate counts as U+FFFD. */
  static byte[] encode(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length() + 16);
    for (int at = 0; at < text.length(); ) {
      int point = text.codePointAt(at);
      at += Character.charCount(point);
      if (point >= 0xd800 && point < 0xe000) point = REPLACEMENT;
      if (point < 0x80) {
        bytes.write(point);
      } else if (point < 0x800) {
        bytes.write(0xc0 | point >> 6);
        bytes.write(0x80 | point & 0x3f);
      } else if (point < 0x10000) {
        bytes.write(0xe0 | point >> 12);
        bytes.write(0x80 | point >> 6 & 0x3f);
        bytes.write(0x80 | point & 0x3f);
      } else {
        bytes.write(0xf0 | point >> 18);
        bytes.write(0x80 | point >> 12 & 0x3f);
        bytes.write(0x80 | point >> 6 & 0x3f);
        bytes.write(0x80 | point & 0x3f);
      }
    }
    return bytes.toByteArray();
  }

  /** As ECMAScript's \s. */
  static boolean isSpace(char c) {
    return (c >= 9 && c <= 13) || c == 0x20 || c == 0xa0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200a) || c == 0x2028
        || c == 0x2029 || c == 0x202f || c == 0x205f || c == 0x3000 || c == 0xfeff;
  }

  static String trimmed(String text) {
    int start = 0;
    int end = text.length();
    while (start < end && isSpace(text.charAt(start))) start += 1;
    while (end > start && isSpace(text.charAt(end - 1))) end -= 1;
    return text.substring(start, end);
  }

  static boolean hasControl(String text) {
    return text.chars().anyMatch(c -> c < 0x20 || (c >= 0x7f && c <= 0x9f));
  }

  /** What a terminal would obey: control characters, and those that turn the direction of writing. */
  static boolean isObeyed(int c) {
    return c < 0x20 || (c >= 0x7f && c <= 0x9f) || c == 0x61c || c == 0x200e || c == 0x200f || (c >= 0x202a && c <= 0x202e)
        || (c >= 0x2066 && c <= 0x2069) || (c >= 0xd800 && c < 0xe000);
  }

  static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  static boolean isHex(int c) {
    return isDigit(c) || (c >= 'a' && c <= 'f');
  }

  static boolean isAlphanumeric(int c) {
    return isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  /** Letters of ASCII alone are made small. */
  static String small(String text) {
    StringBuilder small = new StringBuilder(text.length());
    text.chars().forEach(c -> small.append((char) (c >= 'A' && c <= 'Z' ? c + 32 : c)));
    return small.toString();
  }
}
