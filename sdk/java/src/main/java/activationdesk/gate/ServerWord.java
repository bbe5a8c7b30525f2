package activationdesk.gate;

import activationdesk.gate.Store.RecordedAnswer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** What the activation server said last, from its signed answer (gate-v1.md#the-servers-word). NONE of `ended`: it has not. */
record ServerWord(Says says, double at, double ended) {
  enum Says { NOTHING, SUSPENDED, REVOKED, SEAT_RELEASED }

  private static final Set<String> NO_SEAT = Set.of("NO_MACHINE", "NO_MACHINES", "FINGERPRINT_SCOPE_MISMATCH");
  private static final Pattern PORT = Pattern.compile(":[0-9]+\\z");
  private static final int LONGEST_HEADER = 4096;

  boolean hasEnded() {
    return !Double.isNaN(ended);
  }

  /** Null: there is none, or it does not hold. */
  static ServerWord read(RecordedAnswer answer, String code, Profile profile) {
    double date = answer == null ? Times.NONE : Times.read(answer.date());
    if (Double.isNaN(date) || !holds(answer, date, profile)) return null;
    JsonValue body = JsonReader.read(answer.body());
    JsonValue attributes = body.member("data").member("attributes");
    JsonValue meta = body.member("meta");
    JsonValue expiry = attributes.member("expiry");
    JsonValue said = meta.member("code");
    JsonValue valid = meta.member("valid");
    JsonValue ts = meta.member("ts");
    JsonValue scope = meta.member("scope");
    if (!attributes.member("key").says(code) || !isNullishText(expiry) || !said.isText()) return null;
    if (!(valid.isMissing() || valid.isFlag()) || !(ts.isMissing() || ts.isText())) return null;
    if (!scope.isNullish() && !(scope.isObject() && isNullishText(scope.member("fingerprint")))) return null;
    double at = ts.isText() ? Times.read(ts.text()) : date;
    if (Double.isNaN(at)) return null;
    boolean hasEnded = said.says("EXPIRED") && !valid.flag();
    double end = expiry.isText() ? Times.read(expiry.text()) : Times.NONE;
    return new ServerWord(saysOf(said.text()), at, !hasEnded ? Times.NONE : Double.isNaN(end) ? at : Math.min(end, at));
  }

  private static boolean isNullishText(JsonValue v) {
    return v.isNullish() || v.isText();
  }

  private static Says saysOf(String code) {
    if (code.equals("BANNED")) return Says.REVOKED;
    if (code.equals("SUSPENDED")) return Says.SUSPENDED;
    return NO_SEAT.contains(code) ? Says.SEAT_RELEASED : Says.NOTHING;
  }

  private static boolean holds(RecordedAnswer answer, double date, Profile profile) {
    String digest = answer.digest();
    boolean isNamed = digest.length() >= 8 && Texts.small(digest.substring(0, 8)).equals("sha-256=");
    byte[] claimed = Crypto.base64(isNamed ? digest.substring(8) : digest);
    if (claimed == null || !Arrays.equals(claimed, Crypto.sha256(Texts.encode(answer.body())))) return false;
    Map<String, String> header = header(answer.signature());
    byte[] signature = header == null ? null : Crypto.base64(header.get("signature"));
    if (signature == null || !header.get("algorithm").equals("ed25519")) return false;
    if (!header.get("headers").equals("(request-target) host date digest")) return false;
    for (Profile.Key key : profile.keys()) {
      if (!key.isFor("responses") || date < key.from() - Times.DAY || date > key.until()) continue;
      for (String host : List.of(answer.host(), PORT.matcher(answer.host()).replaceFirst("")))
        if (Crypto.holds(key.publicKey(), signedText(answer, host), signature)) return true;
    }
    return false;
  }

  private static byte[] signedText(RecordedAnswer answer, String host) {
    return Texts.encode("(request-target): " + answer.method() + " " + answer.target() + "\nhost: " + host + "\ndate: " + answer.date()
        + "\ndigest: " + answer.digest());
  }

  private static int skipSpace(String text, int from) {
    int at = from;
    while (at < text.length() && Texts.isSpace(text.charAt(at))) at += 1;
    return at;
  }

  /** `name="value"`, with commas between. Null: it has another form. */
  private static Map<String, String> header(String text) {
    if (text.length() > LONGEST_HEADER) return null;
    Map<String, String> found = new HashMap<>();
    for (int at = 0; ; at += 1) {
      int start = skipSpace(text, at);
      for (at = start; at < text.length() && text.charAt(at) >= 'a' && text.charAt(at) <= 'z'; at += 1) {}
      int end = text.indexOf('"', at + 2);
      if (at == start || !text.startsWith("=\"", at) || end < 0) return null;
      found.put(text.substring(start, at), text.substring(at + 2, end));
      at = skipSpace(text, end + 1);
      if (at == text.length()) break;
      if (text.charAt(at) != ',') return null;
    }
    for (String name : List.of("keyid", "algorithm", "signature", "headers")) if (found.getOrDefault(name, "").isEmpty()) return null;
    return found;
  }
}
