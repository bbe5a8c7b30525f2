package activationdesk.gate;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;

/** One line of JSON; what a terminal would obey is written as its number. */
final class JsonWriter {
  private static final String SHORT = "\b\t\n\f\r\"\\";
  private static final String LETTERS = "btnfr\"\\";

  private final StringBuilder out = new StringBuilder(512);

  JsonWriter open(char brace) {
    separate();
    out.append(brace);
    return this;
  }

  JsonWriter close(char brace) {
    out.append(brace);
    return this;
  }

  private void separate() {
    if (out.length() == 0) return;
    char last = out.charAt(out.length() - 1);
    if (last != '{' && last != '[' && last != ':') out.append(',');
  }

  JsonWriter name(String name) {
    separate();
    out.append('"').append(name).append("\":");
    return this;
  }

  JsonWriter flag(boolean flag) {
    out.append(flag);
    return this;
  }

  /** Null is null. */
  JsonWriter text(String text) {
    if (text == null) {
      out.append("null");
      return this;
    }
    separate();
    out.append('"');
    for (int at = 0; at < text.length(); ) {
      int point = text.codePointAt(at);
      at += Character.charCount(point);
      int index = SHORT.indexOf(point);
      if (index >= 0) out.append('\\').append(LETTERS.charAt(index));
      else if (Texts.isObeyed(point)) out.append(String.format("\\u%04x", point));
      else out.appendCodePoint(point);
    }
    out.append('"');
    return this;
  }

  JsonWriter texts(List<String> texts) {
    open('[');
    texts.forEach(this::text);
    return close(']');
  }

  /** Null is null; the fewest digits that mean this very number. Ours are whole. */
  JsonWriter number(Double number) {
    out.append(number == null ? "null" : digits(number));
    return this;
  }

  /** An end that never comes is null. */
  JsonWriter time(double at) {
    return text(at == Double.POSITIVE_INFINITY ? null : Times.iso(at));
  }

  private static String digits(double number) {
    if (Math.abs(number) <= JsonValue.LARGEST) return Long.toString((long) number);
    BigDecimal exact = new BigDecimal(number);
    for (int precision = 1; precision <= 17; precision += 1) {
      BigDecimal rounded = exact.round(new MathContext(precision));
      if (rounded.doubleValue() == number) return rounded.toPlainString();
    }
    return exact.toPlainString();
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
