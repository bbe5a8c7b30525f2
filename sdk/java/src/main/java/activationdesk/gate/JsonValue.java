package activationdesk.gate;

import java.util.List;
import java.util.Map;

/** One value of JSON; {@link #MISSING} stands for a member that is not there. */
final class JsonValue {
  enum Kind { MISSING, NULL, FLAG, NUMBER, TEXT, LIST, OBJECT }

  static final double LARGEST = 9007199254740991.0;
  static final int ANY_LENGTH = Integer.MAX_VALUE;
  static final JsonValue MISSING = new JsonValue(Kind.MISSING, null);
  static final JsonValue NULL = new JsonValue(Kind.NULL, null);

  final Kind kind;
  private final Object content;

  private JsonValue(Kind kind, Object content) {
    this.kind = kind;
    this.content = content;
  }

  static JsonValue of(boolean flag) {
    return new JsonValue(Kind.FLAG, flag);
  }

  static JsonValue of(double number) {
    return new JsonValue(Kind.NUMBER, number);
  }

  static JsonValue of(String text) {
    return new JsonValue(Kind.TEXT, text);
  }

  static JsonValue of(List<JsonValue> list) {
    return new JsonValue(Kind.LIST, list);
  }

  static JsonValue of(Map<String, JsonValue> object) {
    return new JsonValue(Kind.OBJECT, object);
  }

  /** MISSING, too, where this is no object. */
  JsonValue member(String name) {
    return kind == Kind.OBJECT ? ((Map<?, ?>) content).get(name) instanceof JsonValue found ? found : MISSING : MISSING;
  }

  String text() {
    return kind == Kind.TEXT ? (String) content : null;
  }

  double number() {
    return (Double) content;
  }

  boolean flag() {
    return kind == Kind.FLAG && (Boolean) content;
  }

  /** Empty where this is no list. */
  @SuppressWarnings("unchecked")
  List<JsonValue> list() {
    return kind == Kind.LIST ? (List<JsonValue>) content : List.of();
  }

  boolean isMissing() {
    return kind == Kind.MISSING;
  }

  boolean isNullish() {
    return kind == Kind.MISSING || kind == Kind.NULL;
  }

  boolean isFlag() {
    return kind == Kind.FLAG;
  }

  boolean isText() {
    return kind == Kind.TEXT;
  }

  boolean isList() {
    return kind == Kind.LIST;
  }

  boolean isObject() {
    return kind == Kind.OBJECT;
  }

  boolean isText(int least, int most) {
    return isText() && text().length() >= least && text().length() <= most;
  }

  boolean isNumber(double least, double most) {
    return kind == Kind.NUMBER && Double.isFinite(number()) && number() >= least && number() <= most;
  }

  boolean isWhole(double least, double most) {
    return isNumber(least, most) && Math.rint(number()) == number() && Math.abs(number()) <= LARGEST;
  }

  boolean isInstant() {
    return isNumber(Times.FIRST, Times.LAST);
  }

  boolean says(String text) {
    return text.equals(text());
  }
}
