package activationdesk.gate;

import activationdesk.gate.Grant.Broken;
import activationdesk.gate.Grant.Over;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A typed key (typed-key-v1.md), in numbered rows as the desk keeps it. */
final class TypedKey {
  private static final double LARGEST_HEAD = 65535.0 * 4 + 3;

  private final Grant.Context context;
  private final TypedReader reader;
  private boolean knowsAll = true;

  private TypedKey(Grant.Context context, byte[] payload) {
    this.context = context;
    this.reader = new TypedReader(payload, 1);
  }

  static Grant open(String key, Grant.Context context) throws Broken {
    TypedRows rows = TypedRows.read(key);
    return new TypedKey(context, rows.payload()).open(rows);
  }

  private static String hint(String what, String of) {
    return Crypto.sha256Hex("typed-key/v1/" + what + "\0" + of, 4);
  }

  private static byte[] framed(byte[] bytes) {
    return Crypto.joined(ByteBuffer.allocate(4).putInt(bytes.length).array(), bytes);
  }

  private Grant open(TypedRows rows) throws Broken {
    int length = rows.payload().length;
    reader.varint(length, length);
    String keyId = reader.hex(4);
    String code = reader.hex(2);
    String machine = reader.hex(2);
    String application = reader.hex(2);
    Profile.Key signer = context.profile().keys().stream().filter(key -> key.id().equals(keyId)).findFirst().orElse(null);
    if (signer == null || !signer.isFor("typed")) throw new Broken("typed_key_unknown_signing_key");
    if (!code.equals(hint("code", context.code()))) throw new Broken("license_code_mismatch");
    if (!machine.equals(hint("unique-key", context.uniqueKey()))) throw new Broken("other_machine");
    byte[] message = Crypto.joined(Texts.encode("typed-key/v1\0"), framed(rows.payload()), framed(Texts.encode(context.code())),
        framed(Texts.encode(context.uniqueKey())));
    if (!Crypto.holds(signer.publicKey(), message, rows.signature())) throw new Broken("signature_invalid");
    Grant grant = terms(signer.id());
    if (grant.issued() + Times.MINUTE - 1 < signer.from() || grant.issued() > signer.until()) throw new Broken("signing_key_not_valid");
    if (!application.equals(hint("application", context.profile().product()))) throw new Broken("other_application");
    if (!knowsAll) throw new Broken("typed_key_unknown_product");
    return grant;
  }

  private Grant terms(String signedBy) throws Broken {
    double issued = reader.number(4) * Times.MINUTE;
    String id = "typed-" + reader.hex(8);
    double expiry = reader.date();
    double validDays = reader.varint(0, 36525);
    double maintenance = reader.date();
    double grace = reader.varint(0, 3650);
    double rule = reader.varint(0, 3652);
    Over over = rule == 0 ? Over.ALLOW : rule == 1 ? Over.REFUSE : new Over(Grant.Rule.DAYS, rule - 2);
    reader.words(120);
    Set<String> features = new LinkedHashSet<>();
    for (int left = (int) reader.varint(0, 100); left > 0; left -= 1) features.add(reader.words(100));
    List<Grant.Product> products = products((int) reader.varint(1, 100), expiry);
    if (!reader.isAtEnd()) throw TypedReader.damaged();
    String kept = Grant.isOneLicense(context.folderId(), id) ? context.folderId() : id;
    double fileExpiry = validDays == 0 ? Times.NEVER : issued + validDays * Times.DAY;
    return new Grant(kept, context.code(), products, expiry, false, grace, over, maintenance, List.copyOf(features), null, null, true,
        issued, fileExpiry, signedBy);
  }

  private List<Grant.Product> products(int count, double expiry) throws Broken {
    Set<Double> numbers = new HashSet<>();
    List<Grant.Product> products = new ArrayList<>();
    for (int i = 0; i < count; i += 1) {
      double head = reader.varint(0, LARGEST_HEAD);
      double number = Math.floor(head / 4);
      if (number != 0 && !numbers.add(number)) throw TypedReader.damaged();
      Profile.Product named = number == 0
          ? new Profile.Product(0, reader.words(64), reader.words(120), reader.words(40))
          : context.profile().catalogue().stream().filter(one -> one.number() == number).findFirst().orElse(null);
      Double limit = head % 2 == 1 ? Double.valueOf(reader.varint(0, JsonValue.LARGEST)) : null;
      double end = head % 4 >= 2 ? reader.someDate() : expiry;
      knowsAll = knowsAll && named != null;
      if (named == null) continue;
      boolean isStatus = Texts.small(named.type()).equals("status");
      products.add(new Grant.Product(named.code(), named.name(), named.type(), isStatus ? null : limit, end));
    }
    return products;
  }
}
