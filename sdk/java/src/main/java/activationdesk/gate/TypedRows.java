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
    if (!key.endsWith("\n")) throw new Broken("key_damaged");
    String[] lines = key.substring(0, key.length() - 1).split("\n", -1);
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

  /** ` 1:  053DS CJ3C8`: the number, two places wide, a colon, two spaces, and groups of five with one between. Null: it is none. */
  private static int[] readRow(String line, int number) {
    String head = (number < 10 ? " " : "") + number + ":  ";
    int[] values = new int[ROW];
    int count = 0;
    int group = 0;
    if (!line.startsWith(head)) return null;
    for (int at = head.length(); at < line.length(); at += 1) {
      if (group == 5) {
        if (line.charAt(at) != ' ') return null;
        group = 0;
        continue;
      }
      int value = Letters.value(line.charAt(at));
      if (value < 0 || count == ROW) return null;
      values[count++] = value;
      group += 1;
    }
    return group == 5 && Letters.hold(values, count, number) ? Arrays.copyOf(values, count) : null;
  }
}
