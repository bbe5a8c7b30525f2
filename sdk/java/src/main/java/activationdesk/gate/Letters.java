package activationdesk.gate;

/** Crockford's letters, their check letters, and what is made of them: Unique Keys and License Codes. */
final class Letters {
  private static final String ALL = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  private static final int LONGEST_ID_FILE = 262_144;

  private Letters() {}

  /** 0 to 31, or -1. */
  static int value(char c) {
    return ALL.indexOf(c);
  }

  /** In GF(32), by x^5 + x^2 + 1. */
  private static int doubled(int value) {
    return value << 1 ^ ((value & 16) != 0 ? 0x25 : 0);
  }

  private static int plain(int[] values, int count) {
    int sum = 0;
    for (int i = 0; i < count; i += 1) sum ^= values[i];
    return sum;
  }

  private static int weighted(int[] values, int count) {
    int sum = 0;
    for (int i = 0; i < count; i += 1) sum = doubled(sum) ^ values[i];
    return sum;
  }

  /** Whether the row of values holds in that context (check-letters.md). */
  static boolean hold(int[] values, int count, int context) {
    return plain(values, count) == 0 && weighted(values, count) == context;
  }

  /** Null: it is no machine's id; else its one spelling of 32 letters. */
  static String machineId(String text) {
    if (text.length() > LONGEST_ID_FILE) return null;
    String id = Texts.small(Texts.trimmed(text));
    if (id.length() != 32 && id.length() != 36) return null;
    StringBuilder letters = new StringBuilder(32);
    for (int i = 0; i < id.length(); i += 1) {
      char c = id.charAt(i);
      boolean dash = id.length() == 36 && (i == 8 || i == 13 || i == 18 || i == 23);
      if (dash ? c != '-' : !Texts.isHex(c)) return null;
      if (!dash) letters.append(c);
    }
    return letters.chars().distinct().count() == 1 ? null : letters.toString();
  }

  static String uniqueKey(String machineId, String vendorId, String prefix) {
    byte[] mac = Crypto.hmacSha256(Texts.encode("activation-desk/unique-key/v1\0" + vendorId), Texts.encode(machineId));
    int[] values = new int[30];
    for (int i = 0; i < 28; i += 1) {
      int bit = i * 5;
      int pair = (mac[bit / 8] & 0xff) << 8 | mac[bit / 8 + 1] & 0xff;
      values[i] = pair >> (11 - bit % 8) & 31;
    }
    int plain = plain(values, 28);
    int wanted = plain ^ doubled(doubled(weighted(values, 28)));
    while ((doubled(values[28]) ^ values[28]) != wanted) values[28] += 1;
    values[29] = plain ^ values[28];
    StringBuilder key = new StringBuilder(prefix);
    for (int i = 0; i < 30; i += 1) {
      if (i % 5 == 0) key.append('-');
      key.append(ALL.charAt(values[i]));
    }
    return key.toString();
  }

  /** A License Code in its one spelling. */
  static boolean isCode(String code) {
    if (code.length() != 29) return false;
    int[] values = new int[25];
    int count = 0;
    for (int i = 0; i < 29; i += 1) {
      char c = code.charAt(i);
      if (i % 6 == 5) {
        if (c != '-') return false;
        continue;
      }
      int value = value(c);
      if (value < 0) return false;
      values[count++] = value;
    }
    return hold(values, 25, 0);
  }

  /** The name of the folder or file for an id. */
  static String folderName(String id) {
    boolean usual = id.length() >= 1 && id.length() <= 64 && Texts.isAlphanumeric(id.charAt(0))
        && id.chars().allMatch(c -> Texts.isAlphanumeric(c) || c == '-');
    return usual ? id : "x" + Crypto.sha256Hex(id, 40);
  }
}
