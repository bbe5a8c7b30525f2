package activationdesk.gate;

import activationdesk.gate.Grant.Broken;
import java.util.Arrays;

/** A typed key's rows of letters: payload and signature in them. */
record TypedRows(byte[] payload, byte[] signature) {
  private static final int ROW = 30;
  private static final int CHECK = 2;
  private static final int ROW_DATA = ROW - CHECK;
  private static final int MOST_ROWS = 31;
  private static final int SIGNATURE = 64;
  private static final int MOST_BYTES_IN_ALL = 542;
  private static final int LEAST_PAYLOAD = 34;

  static TypedRows read(String key) throws Broken {
    String[] lines = (key.endsWith("\n") ? key.substring(0, key.length() - 1) : key).split("\n", -1);
    if (lines.length > MOST_ROWS) throw new Broken("key_damaged");
    byte[] all = new byte[MOST_ROWS * ROW_DATA];
    int bits = 0;
    int last = 0;
    for (int i = 0; i < lines.length; i += 1) {
      int[] row = readRow(lines[i], i + 1);
      if (row == null || (row.length != ROW && (i == 0 || i + 1 < lines.length))) throw new Broken("key_damaged");
      last = row.length;
      for (int j = 0; j + CHECK < row.length; j += 1, bits += 5) {
        int shifted = row[j] << (11 - bits % 8);
        all[bits / 8] |= (byte) (shifted >> 8);
        all[bits / 8 + 1] |= (byte) shifted;
      }
    }
    if (all[0] != 1) throw new Broken("key_damaged");
    int said = (int) new TypedReader(Arrays.copyOf(all, 18), 1).varint(LEAST_PAYLOAD, MOST_BYTES_IN_ALL - SIGNATURE);
    int letters = ((said + SIGNATURE) * 8 + 4) / 5;
    int rows = (letters + ROW_DATA - 1) / ROW_DATA;
    boolean fits = lines.length == rows && last == (letters - (rows - 1) * ROW_DATA + CHECK + 4) / 5 * 5;
    for (int i = said + SIGNATURE; i < (bits + 7) / 8; i += 1) fits = fits && all[i] == 0;
    if (!fits) throw new Broken("key_damaged");
    return new TypedRows(Arrays.copyOf(all, said), Arrays.copyOfRange(all, said, said + SIGNATURE));
  }

  /** ` 1:  053DS CJ3C8`: the number, a colon, and groups of five. Null: it is none. */
  private static int[] readRow(String line, int number) {
    int at = 0;
    int said = 0;
    while (at < line.length() && line.charAt(at) == ' ') at += 1;
    for (int digits = 0; digits < 2 && at < line.length() && Texts.isDigit(line.charAt(at)); digits += 1, at += 1)
      said = said * 10 + (line.charAt(at) - '0');
    if (said != number || at >= line.length() || line.charAt(at) != ':') return null;
    int[] values = new int[ROW];
    int count = 0;
    for (at += 1; at < line.length(); at += 1) {
      char c = line.charAt(at);
      if (c == ' ') continue;
      if (c >= 'a' && c <= 'z') c -= 32;
      int value = Letters.value(c == 'I' || c == 'L' ? '1' : c == 'O' ? '0' : c);
      if (value < 0 || count == ROW) return null;
      values[count++] = value;
    }
    return count >= 5 && count % 5 == 0 && Letters.hold(values, count, number) ? Arrays.copyOf(values, count) : null;
  }
}
