package activationdesk.gate;

import activationdesk.gate.Grant.Broken;
import activationdesk.gate.Grant.Over;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** From the document inside a machine file to a license (gate-v1.md#what-a-machine-file-says). */
final class LicenseInFile {
  private static final int MOST_LINES = 10_000;
  private static final int MOST_FEATURES = 1000;
  private static final int LONGEST = 20_000;

  private final JsonValue included;

  LicenseInFile(JsonValue included) {
    this.included = included;
  }

  private static Broken malformed() {
    return new Broken("wrong_file_type");
  }

  private static void need(boolean holds) throws Broken {
    if (!holds) throw malformed();
  }

  private static double time(JsonValue value, double otherwise) throws Broken {
    double at = Times.read(value, otherwise);
    if (Double.isNaN(at)) throw malformed();
    return at;
  }

  Grant read(double issued, double fileExpiry, String signedBy) throws Broken {
    JsonValue found = included.list().stream()
        .filter(one -> one.member("type").says("licenses") || one.member("type").says("license")).findFirst()
        .orElseThrow(() -> new Broken("license_missing_in_file"));
    JsonValue attributes = found.member("attributes");
    JsonValue suspended = attributes.member("suspended");
    JsonValue status = attributes.member("status");
    JsonValue most = attributes.member("maxMachines");
    JsonValue metadata = attributes.member("metadata");
    JsonValue links = found.member("relationships");
    need(found.member("id").isText(1, 200) && attributes.isObject() && attributes.member("key").isText(1, JsonValue.ANY_LENGTH));
    need(isShort(attributes.member("name"), true) && (suspended.isMissing() || suspended.isFlag()));
    need((status.isNullish() || status.isText()) && (most.isNullish() || most.isWhole(0, JsonValue.LARGEST)));
    need((links.isMissing() || links.isObject()) && (metadata.isNullish() || metadata.isObject()));
    String account = link(links, "account");
    String application = link(links, "product");
    JsonValue policy = attributesOf(link(links, "policy"));
    link(links, "owner");
    link(links, "user");
    boolean maintains = policy.member("expirationStrategy").says("MAINTAIN_ACCESS");
    boolean keeps = maintains || policy.member("expirationStrategy").says("ALLOW_ACCESS");
    double ends = time(attributes.member("expiry"), Times.NEVER);
    double expiry = keeps ? Times.NEVER : ends;
    JsonValue maintained = metadata.member("maintenanceUntil");
    double maintenance = time(maintained, maintains ? ends : Times.NEVER);
    need(isShort(metadata.member("owner"), false) && isShort(metadata.member("notes"), true));
    JsonValue grace = metadata.member("graceDays");
    need(grace.isMissing() || grace.isWhole(0, 3650));
    JsonValue products = metadata.member("products");
    String named = words(attributesOf(application).member("name"));
    List<Grant.Product> lines = products.isNullish() ? List.of(whole(attributes, named, words(policy.member("name")), expiry)) : lines(products, expiry);
    return new Grant(found.member("id").text(), attributes.member("key").text(), lines, expiry,
        suspended.isFlag() ? suspended.flag() : status.says("SUSPENDED"), grace.isMissing() ? 0 : grace.number(),
        overOf(metadata.member("overLimit")), maintenance, features(metadata.member("features")), account, application, false,
        issued, fileExpiry, signedBy);
  }

  private static boolean isShort(JsonValue v, boolean mayBeNull) {
    return v.isMissing() || (mayBeNull && v.isNullish()) || v.isText(0, LONGEST);
  }

  /** The id that is linked; null: none. */
  private static String link(JsonValue links, String name) throws Broken {
    JsonValue link = links.member(name);
    JsonValue data = link.member("data");
    need(link.isMissing() || link.isObject());
    if (data.isNullish()) return null;
    need(data.member("id").isText());
    return data.member("id").text();
  }

  private JsonValue attributesOf(String id) {
    return included.list().stream().filter(one -> id != null && one.member("id").says(id)).findFirst()
        .map(one -> one.member("attributes")).orElse(JsonValue.MISSING);
  }

  /** Null: none, or an empty one. */
  private static String words(JsonValue v) {
    return v.isText(1, JsonValue.ANY_LENGTH) ? v.text() : null;
  }

  private static Over overOf(JsonValue v) throws Broken {
    if (v.isMissing() || v.says("allow")) return Over.ALLOW;
    if (v.says("refuse")) return Over.REFUSE;
    need(v.isWhole(0, 3650));
    return new Over(Grant.Rule.DAYS, v.number());
  }

  private static List<Grant.Product> lines(JsonValue products, double expiry) throws Broken {
    JsonValue list = products.isText() ? JsonReader.read(products.text()) : products;
    need(list.isList() && list.list().size() <= MOST_LINES);
    List<Grant.Product> lines = new ArrayList<>();
    for (JsonValue one : list.list()) lines.add(line(one, expiry));
    return lines;
  }

  private static Grant.Product line(JsonValue v, double licenseExpiry) throws Broken {
    JsonValue type = v.member("type");
    JsonValue limit = v.member("limit");
    need(v.member("code").isText(1, 200) && v.member("name").isText(1, LONGEST) && (type.isMissing() || type.isText(0, 200)));
    need(limit.isNullish() || limit.isWhole(0, JsonValue.LARGEST));
    String named = type.isMissing() ? "Count" : type.text();
    return new Grant.Product(v.member("code").text(), v.member("name").text(), named, limitOf(named, limit),
        time(v.member("expiry"), licenseExpiry));
  }

  private static Double limitOf(String type, JsonValue limit) {
    return limit.isNullish() || Texts.small(type).equals("status") ? null : Double.valueOf(limit.number());
  }

  private static Grant.Product whole(JsonValue attributes, String product, String policy, double expiry) {
    JsonValue own = attributes.member("name");
    JsonValue most = attributes.member("maxMachines");
    String name = product != null ? product : own.isText() ? own.text() : "License";
    return new Grant.Product(slug(name), name, policy != null ? policy : "Machines", most.isNullish() ? null : Double.valueOf(most.number()), expiry);
  }

  /** The name as a code: small letters and digits, a dash for each run of others. */
  private static String slug(String name) {
    String code = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    if (code.startsWith("-")) code = code.substring(1);
    if (code.endsWith("-")) code = code.substring(0, code.length() - 1);
    return code.isEmpty() ? "license" : code;
  }

  private List<String> features(JsonValue named) throws Broken {
    need(named.isMissing() || (named.isList() && named.list().size() <= MOST_FEATURES));
    Set<String> features = new LinkedHashSet<>();
    for (JsonValue one : named.list()) {
      need(one.isText(0, LONGEST));
      features.add(one.text());
    }
    for (JsonValue one : included.list()) {
      String code = words(one.member("attributes").member("code"));
      if (one.member("type").says("entitlements") && code != null) features.add(code);
    }
    return List.copyOf(features);
  }
}
