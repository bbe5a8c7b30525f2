package activationdesk.gate;

import java.util.List;

/** What a key grants, in either form. Null of a limit: none. */
record Grant(String id, String code, List<Product> products, double expiry, boolean suspended, double graceDays, Over over,
    double maintenanceUntil, List<String> features, String account, String application, boolean typed, double issued,
    double fileExpiry, String signedBy) {

  record Product(String code, String name, String type, Double limit, double expiry) {
    Product endingBy(double end) {
      return new Product(code, name, type, limit, Math.min(expiry, end));
    }
  }

  enum Rule { ALLOW, REFUSE, DAYS }

  record Over(Rule rule, double days) {
    static final Over ALLOW = new Over(Rule.ALLOW, 0);
    static final Over REFUSE = new Over(Rule.REFUSE, 0);
  }

  Grant endingBy(double end) {
    List<Product> ended = products.stream().map(product -> product.endingBy(end)).toList();
    return new Grant(id, code, ended, Math.min(expiry, end), suspended, graceDays, over, maintenanceUntil, features, account,
        application, typed, issued, fileExpiry, signedBy);
  }

  /** What a key is opened with. */
  record Context(String code, String uniqueKey, Profile profile, String folderId) {}

  /** It does not hold, by that code. */
  static final class Broken extends Exception {
    private static final long serialVersionUID = 1;
    final String code;

    Broken(String code) {
      super(code, null, false, false);
      this.code = code;
    }
  }

  /** By which two ids are of one license. */
  static String number(String id) {
    boolean isTyped = id.length() == 22 && id.startsWith("typed-") && id.substring(6).chars().allMatch(Texts::isHex);
    return isTyped ? id.substring(6) : Crypto.sha256Hex(id, 16);
  }

  static boolean isOneLicense(String one, String other) {
    return one.equals(other) || number(one).equals(number(other));
  }
}
