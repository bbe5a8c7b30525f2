package activationdesk.gate;

import java.security.PublicKey;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/** The vendor profile (vendor-profile.md): whom the product trusts. */
record Profile(String id, String prefix, String account, String product, boolean machineIdFile, boolean test, List<Key> keys,
    List<Product> catalogue) {
  private static final Set<String> USES = Set.of("files", "responses", "typed");

  record Key(String id, PublicKey publicKey, Set<String> use, boolean revoked, double from, double until) {
    boolean isFor(String what) {
      return !revoked && use.contains(what);
    }
  }

  record Product(double number, String code, String name, String type) {}

  /** Null: it is none. */
  static Profile read(String json) {
    JsonValue v = JsonReader.read(json);
    JsonValue server = v.member("server");
    JsonValue file = v.member("machineIdFile");
    JsonValue test = v.member("test");
    JsonValue keys = v.member("keys");
    JsonValue catalogue = v.member("catalogue");
    boolean isOne = v.member("id").isText(1, 64) && v.member("name").isText(1, 100) && v.member("uniqueKeyPrefix").isText(1, 24)
        && server.member("account").isText(1, 100) && server.member("product").isText(1, 100) && file.isFlag()
        && keys.isList() && keys.list().size() <= 32 && catalogue.isList() && catalogue.list().size() <= 1000
        && (test.isMissing() || test.flag());
    if (!isOne) return null;
    List<Key> trusted = new ArrayList<>();
    for (JsonValue one : keys.list()) if (!readKey(one, trusted)) return null;
    List<Product> products = new ArrayList<>();
    for (JsonValue one : catalogue.list()) if (!readProduct(one, products)) return null;
    return new Profile(v.member("id").text(), v.member("uniqueKeyPrefix").text(), server.member("account").text(),
        server.member("product").text(), file.flag(), test.flag(), trusted, products);
  }

  private static boolean isHex(JsonValue v, int length) {
    return v.isText(length, length) && v.text().chars().allMatch(Texts::isHex);
  }

  private static boolean readKey(JsonValue v, List<Key> into) {
    JsonValue publicKey = v.member("publicKey");
    JsonValue use = v.member("use");
    JsonValue until = v.member("until");
    if (!isHex(v.member("id"), 8) || !isHex(publicKey, 64) || use.list().isEmpty() || !v.member("revoked").isFlag()) return false;
    Set<String> uses = new HashSet<>();
    for (JsonValue one : use.list()) {
      if (!one.isText() || !USES.contains(one.text())) return false;
      uses.add(one.text());
    }
    double from = v.member("from").isText() ? Times.read(v.member("from").text()) : Times.NONE;
    double end = until.kind == JsonValue.Kind.NULL ? Times.NEVER : until.isText() ? Times.read(until.text()) : Times.NONE;
    if (Double.isNaN(from) || Double.isNaN(end)) return false;
    byte[] point = HexFormat.of().parseHex(publicKey.text());
    if (!Crypto.isSigningPoint(point)) return false;
    PublicKey key = Crypto.publicKey(point);
    into.add(new Key(v.member("id").text(), key, uses, v.member("revoked").flag(), from, end));
    return true;
  }

  private static boolean readProduct(JsonValue v, List<Product> into) {
    if (!v.member("number").isWhole(1, 65535) || !v.member("code").isText(1, 64)) return false;
    if (!v.member("name").isText(1, 200) || !v.member("type").isText(1, 40)) return false;
    into.add(new Product(v.member("number").number(), v.member("code").text(), v.member("name").text(), v.member("type").text()));
    return true;
  }
}
