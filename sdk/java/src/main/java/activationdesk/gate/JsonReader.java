package activationdesk.gate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** JSON to the letter of RFC 8259; of members with one name the last counts, and at most 100 lie in one another. More than any file of Activation Desk's has is none. */
final class JsonReader {
  private static final int DEEPEST = 100;
  /** Of marks, wherever they stand. */
  private static final int MOST_OBJECTS = 250_000;
  private static final int MOST_LISTS_AND_COMMAS = 2_000_000;
  private static final String ESCAPES = "\"\\/bfnrt";
  private static final String MEANT = "\"\\/\b\f\n\r\t";

  private final String text;
  private int at;

  private JsonReader(String text) {
    this.text = text;
  }

  private static final class NoJson extends Exception {
    private static final long serialVersionUID = 1;

    NoJson() {
      super(null, null, false, false);
    }
  }

  static boolean hasTooMany(String text) {
    int objects = 0;
    int others = 0;
    for (int i = 0; i < text.length(); i += 1) {
      char c = text.charAt(i);
      if (c == '{') objects += 1;
      else if (c == '[' || c == ',') others += 1;
    }
    return objects > MOST_OBJECTS || others > MOST_LISTS_AND_COMMAS;
  }

  /** MISSING: it is none. */
  static JsonValue read(String text) {
    if (text == null || hasTooMany(text)) return JsonValue.MISSING;
    try {
      JsonReader reader = new JsonReader(text);
      JsonValue value = reader.value(0);
      reader.skipSpace();
      return reader.at == text.length() ? value : JsonValue.MISSING;
    } catch (NoJson none) {
      return JsonValue.MISSING;
    }
  }

  private char peek() throws NoJson {
    if (at >= text.length()) throw new NoJson();
    return text.charAt(at);
  }

  private boolean isNext(char c) {
    return at < text.length() && text.charAt(at) == c;
  }

  private void skipSpace() {
    while (isNext(' ') || isNext('\t') || isNext('\n') || isNext('\r')) at += 1;
  }

  private void take(String word) throws NoJson {
    if (!text.startsWith(word, at)) throw new NoJson();
    at += word.length();
  }

  private JsonValue value(int depth) throws NoJson {
    skipSpace();
    switch (peek()) {
      case '{':
        return object(depth);
      case '[':
        return list(depth);
      case '"':
        return JsonValue.of(string());
      case 't':
        take("true");
        return JsonValue.of(true);
      case 'f':
        take("false");
        return JsonValue.of(false);
      case 'n':
        take("null");
        return JsonValue.NULL;
      default:
        return number();
    }
  }

  private boolean ends(char close) throws NoJson {
    skipSpace();
    char c = peek();
    at += 1;
    if (c != ',' && c != close) throw new NoJson();
    return c == close;
  }

  private boolean isEmpty(int depth, char close) throws NoJson {
    at += 1;
    if (depth >= DEEPEST) throw new NoJson();
    skipSpace();
    if (!isNext(close)) return false;
    at += 1;
    return true;
  }

  private JsonValue object(int depth) throws NoJson {
    Map<String, JsonValue> members = new HashMap<>();
    if (isEmpty(depth, '}')) return JsonValue.of(members);
    do {
      skipSpace();
      if (peek() != '"') throw new NoJson();
      String name = string();
      skipSpace();
      take(":");
      members.put(name, value(depth + 1));
    } while (!ends('}'));
    return JsonValue.of(members);
  }

  private JsonValue list(int depth) throws NoJson {
    List<JsonValue> values = new ArrayList<>();
    if (isEmpty(depth, ']')) return JsonValue.of(values);
    do values.add(value(depth + 1));
    while (!ends(']'));
    return JsonValue.of(values);
  }

  private void digits() throws NoJson {
    int start = at;
    while (at < text.length() && Texts.isDigit(text.charAt(at))) at += 1;
    if (at == start) throw new NoJson();
  }

  private JsonValue number() throws NoJson {
    int start = at;
    if (isNext('-')) at += 1;
    if (isNext('0')) at += 1;
    else digits();
    if (isNext('.')) {
      at += 1;
      digits();
    }
    if (isNext('e') || isNext('E')) {
      at += 1;
      if (isNext('+') || isNext('-')) at += 1;
      digits();
    }
    return JsonValue.of(Double.parseDouble(text.substring(start, at)));
  }

  private String string() throws NoJson {
    int start = ++at;
    while (peek() != '"' && peek() != '\\') {
      if (peek() < 0x20) throw new NoJson();
      at += 1;
    }
    if (peek() == '"') return text.substring(start, at++);
    StringBuilder found = new StringBuilder(text.substring(start, at));
    for (char c = peek(); c != '"'; c = peek()) {
      at += 1;
      if (c < 0x20) throw new NoJson();
      found.append(c == '\\' ? escape() : c);
    }
    at += 1;
    return found.toString();
  }

  private char escape() throws NoJson {
    char c = peek();
    at += 1;
    if (c != 'u') {
      int index = ESCAPES.indexOf(c);
      if (index < 0) throw new NoJson();
      return MEANT.charAt(index);
    }
    int unit = 0;
    for (int i = 0; i < 4; i += 1) {
      int digit = peek() < 0x80 ? Character.digit(peek(), 16) : -1;
      if (digit < 0) throw new NoJson();
      unit = unit * 16 + digit;
      at += 1;
    }
    return (char) unit;
  }
}
