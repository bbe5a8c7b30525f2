package activationdesk.gate;

import activationdesk.gate.Grant.Broken;
import java.util.Set;

/** A Local License Key as it is stored: opened and judged without the steps of time (machine-file.md#order-of-verification). */
final class MachineFile {
  private static final int MOST_ENC = 262_144;
  private static final int MOST_RESOURCES = 10_000;

  private MachineFile() {}

  /** Of either form; the content decides. */
  static Grant openKey(String key, Grant.Context context) throws Broken {
    String block = blockIn(key, "MACHINE");
    boolean isMachine = block != null;
    if (!isMachine) block = blockIn(key, "LICENSE");
    if (block == null) return TypedKey.open(key, context);
    byte[] decoded = Crypto.base64(block);
    String json = decoded == null ? null : Texts.decodeStrictly(decoded);
    return open(JsonReader.read(json), isMachine, context);
  }

  /** What is between the two lines, without newlines; null: there is no such file in it. */
  private static String blockIn(String key, String label) {
    String first = "-----BEGIN " + label + " FILE-----\n";
    String last = "-----END " + label + " FILE-----";
    int start = key.indexOf(first);
    if (start < 0 || (start > 0 && key.charAt(start - 1) != '\n')) return null;
    int from = start + first.length();
    int end = key.indexOf(last, from);
    int behind = end + last.length();
    if (end < 0 || (behind < key.length() && key.charAt(behind) != '\n')) return null;
    return key.substring(from, end).replace("\n", "");
  }

  private static Grant open(JsonValue envelope, boolean isMachine, Grant.Context context) throws Broken {
    JsonValue enc = envelope.member("enc");
    JsonValue sig = envelope.member("sig");
    JsonValue alg = envelope.member("alg");
    if (!enc.isText(0, MOST_ENC) || !sig.isText() || !alg.isText()) throw new Broken("key_damaged");
    boolean isEncrypted = alg.says("aes-256-gcm+ed25519");
    if (!isEncrypted && !alg.says("base64+ed25519")) throw new Broken("algorithm_not_supported");
    byte[] signature = Crypto.base64(sig.text());
    if (signature == null || signature.length != 64) throw new Broken("key_damaged");
    byte[] message = Texts.encode((isMachine ? "machine/" : "license/") + enc.text());
    Profile.Key signer = context.profile().keys().stream()
        .filter(key -> key.isFor("files") && Crypto.holds(key.publicKey(), message, signature)).findFirst()
        .orElseThrow(() -> new Broken("signature_invalid"));
    String secret = context.code() + (isMachine ? context.uniqueKey() : "");
    byte[] plain = isEncrypted ? decrypt(enc.text(), secret) : Crypto.base64(enc.text());
    String content = plain == null ? null : Texts.decodeStrictly(plain);
    JsonValue document = JsonReader.read(content);
    if (!document.isObject()) throw new Broken("key_damaged");
    return grantOf(document, isMachine, signer, context);
  }

  private static byte[] decrypt(String enc, String secret) throws Broken {
    String[] parts = enc.split("\\.", 3);
    byte[][] bytes = new byte[3][];
    for (int i = 0; i < 3; i += 1) {
      bytes[i] = i < parts.length ? Crypto.base64(parts[i]) : null;
      if (bytes[i] == null) throw new Broken("key_damaged");
    }
    if (bytes[1].length != 12 || bytes[2].length != 16) throw new Broken("key_damaged");
    byte[] plain = Crypto.decrypt(Crypto.sha256(Texts.encode(secret)), bytes[1], bytes[2], bytes[0]);
    if (plain == null) throw new Broken("code_or_machine_mismatch");
    return plain;
  }

  private static Grant grantOf(JsonValue document, boolean isMachine, Profile.Key signer, Grant.Context context) throws Broken {
    JsonValue data = document.member("data");
    JsonValue meta = document.member("meta");
    JsonValue included = document.member("included");
    if (!isMachine || !isMachineResource(data) || !areResources(included)) throw new Broken("wrong_file_type");
    double issued = Times.read(meta.member("issued"), Times.NONE);
    double fileExpiry = Times.read(meta.member("expiry"), Times.NEVER);
    if (Double.isNaN(issued) || Double.isNaN(fileExpiry)) throw new Broken("wrong_file_type");
    if (issued < signer.from() || issued > signer.until()) throw new Broken("signing_key_not_valid");
    if (!data.member("attributes").member("fingerprint").says(context.uniqueKey())) throw new Broken("other_machine");
    Grant grant = new LicenseInFile(included).read(issued, fileExpiry, signer.id());
    if (!grant.code().equals(context.code())) throw new Broken("license_code_mismatch");
    if (grant.application() != null && !grant.application().equals(context.profile().product())) throw new Broken("other_application");
    if (grant.account() != null && !grant.account().equals(context.profile().account())) throw new Broken("other_account");
    return grant;
  }

  private static boolean isMachineResource(JsonValue data) {
    JsonValue attributes = data.member("attributes");
    JsonValue name = attributes.member("name");
    boolean isMachine = data.member("type").isText() && Set.of("machines", "machine").contains(data.member("type").text());
    return isMachine && data.member("id").isText(1, 200) && attributes.member("fingerprint").isText()
        && (name.isNullish() || name.isText(0, 20_000));
  }

  /** What is beside the license, by form alone. */
  private static boolean areResources(JsonValue included) {
    if (included.isMissing()) return true;
    if (!included.isList() || included.list().size() > MOST_RESOURCES) return false;
    for (JsonValue one : included.list()) {
      JsonValue attributes = one.member("attributes");
      if (!one.member("type").isText() || !one.member("id").isText()) return false;
      if (!attributes.isMissing() && !attributes.isObject()) return false;
    }
    return true;
  }
}
