package activationdesk.gate;

import java.nio.file.LinkOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What how licenses stand depends on, as it lies in the data folder. */
final class Store {
  static final int FORMAT = 1;
  private static final Pattern SPACES = Pattern.compile("[\\t-\\r \\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\ufeff]*");
  private static final Pattern GATE = Pattern.compile("\"gate\"" + SPACES + ":" + SPACES + "([0-9]{1,6})");

  record Problem(String where, String reason) {}

  /** Null of `codeIsAsPut`: nothing tells. */
  record License(String id, String key, String code, boolean online, boolean modeIsNoted, boolean hadIdFile, Boolean codeIsAsPut,
      RecordedAnswer answer, String where, String keyFile) {}

  record RecordedAnswer(String method, String target, String host, String date, String digest, String signature, String body) {}

  /** A returned key, or a seat that was given back. */
  record GivenBack(String licenseId, double issued, boolean isKey) {}

  final String root;
  final Folder folder;
  final List<Problem> problems = new ArrayList<>();
  List<License> licenses = List.of();
  Usage usage;
  List<GivenBack> returned = List.of();
  double mark;

  private Store(String root) {
    this.root = root;
    this.folder = Folder.of(root);
  }

  /** Refuses where the licenses cannot be looked for at all. */
  static Store read(String root) {
    Store store = new Store(root);
    store.refuseNewer();
    boolean wereHere = store.isThere("licensed");
    store.usage = Usage.read(store.folder);
    store.licenses = Licenses.read(store);
    if (store.licenses.isEmpty() && store.problems.isEmpty()) Gone.look(store, wereHere);
    store.returned = store.readReturned();
    JsonValue signed = JsonReader.read(store.folder.read("clock.json").text()).member("latestSigned");
    store.mark = signed.isInstant() ? signed.number() : 0;
    return store;
  }

  String below(String name) {
    return root + "/" + name;
  }

  /** Be it a link. */
  boolean isThere(String name) {
    try {
      folder.lookAt(name);
      return true;
    } catch (Failure failure) {
      if (failure.isAbsent()) return false;
      throw leaveBy(failure, root);
    }
  }

  static Refusal leaveBy(Failure failure, String path) {
    if (failure.errno == Failure.Errno.EACCES) return new Refusal("store_not_readable", path, null);
    String file = fileOnTheWay(path);
    if (file != null && failure.errno != Failure.Errno.EBUSY) return new Refusal("store_unreachable", file, "through_a_file");
    return new Refusal("store_unreachable", path, failure.errno.away);
  }

  static Refusal notOurs(String path) {
    return new Refusal("store_unreachable", path, "not_ours");
  }

  /** What is no folder, of a place and those above it; null: nothing is in the way. */
  private static String fileOnTheWay(String path) {
    for (String place = path; place != null; place = Places.above(place)) {
      try {
        return Places.look(place).isDirectory() ? null : place;
      } catch (Failure notThere) {
        // One above it may be.
      }
    }
    return null;
  }

  private void refuseNewer() {
    FileState state = folder.read("store.json");
    if (state.isAbsent()) heldLicenses();
    if (!state.isText()) return;
    JsonValue v = JsonReader.read(state.text());
    boolean whole = v.member("gate").isWhole(0, JsonValue.LARGEST) && v.member("writers").isWhole(0, JsonValue.LARGEST);
    Matcher pieces = GATE.matcher(state.text());
    double gate = whole ? v.member("gate").number() : pieces.find() ? Integer.parseInt(pieces.group(1)) : 0;
    if (gate > FORMAT) throw new Refusal("store_newer", root, null);
  }

  boolean heldLicenses() {
    return isThere("store.json") || isThere("revision");
  }

  private List<GivenBack> readReturned() {
    FileState state = folder.read("returned.json");
    if (!state.isText()) return List.of();
    JsonValue v = JsonReader.read(state.text());
    JsonValue seats = v.member("givenBack");
    JsonValue incomplete = v.member("incomplete");
    boolean isFile = v.member("returned").isList() && (seats.isMissing() || seats.isList())
        && (incomplete.isMissing() || incomplete.isFlag());
    List<JsonValue> entries = isFile ? new ArrayList<>(v.member("returned").list()) : pieces(state.text());
    if (isFile) entries.addAll(seats.list());
    List<GivenBack> found = new ArrayList<>();
    for (JsonValue one : entries) {
      JsonValue id = one.member("licenseId");
      JsonValue issued = one.member("issued");
      if (!id.isText() || !issued.isInstant()) continue;
      if (one.member("returned").isInstant() && one.member("returnCode").isText())
        found.add(new GivenBack(id.text(), issued.number(), true));
      if (one.member("givenBack").isInstant()) found.add(new GivenBack(id.text(), issued.number(), false));
    }
    return found;
  }

  /** Each piece of a text that is no JSON any more, from a brace to the next. */
  static List<JsonValue> pieces(String text) {
    List<JsonValue> found = new ArrayList<>();
    if (JsonReader.hasTooMany(text)) return found;
    int close = -1;
    for (int open = text.indexOf('{'); open >= 0; ) {
      int next = text.indexOf('{', open + 1);
      if (close <= open) close = text.indexOf('}', open);
      if (close < 0) break;
      if (next < 0 || close < next) {
        JsonValue piece = JsonReader.read(text.substring(open, close + 1));
        if (!piece.isMissing()) found.add(piece);
      }
      open = next;
    }
    return found;
  }

  /** The places that are in trouble by one of these reasons. */
  Set<String> troubled(Set<String> reasons) {
    return problems.stream().filter(problem -> reasons.contains(problem.reason)).map(Problem::where).collect(Collectors.toSet());
  }

  static boolean isLink(String path) throws Failure {
    return Places.look(path, LinkOption.NOFOLLOW_LINKS).isSymbolicLink();
  }
}
