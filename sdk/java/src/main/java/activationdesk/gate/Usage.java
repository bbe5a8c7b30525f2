package activationdesk.gate;

import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** What is in use (gate-v1.md#what-lies-beside). */
final class Usage {
  private static final int MOST_REPORTS = 1000;
  private static final int MOST_REPORT_BYTES = 4096;
  private static final int MOST_DAYS = 10_000;
  private static final int LONGEST_PRODUCT = 64;
  private static final String END = ".json";

  /** Null of `since`: none. */
  record Entry(double usage, Double since, TreeSet<Double> days) {}

  private final Folder folder;
  private final Map<String, Entry> entries = new LinkedHashMap<>();
  /** By product, the reason for which its report was not read. */
  private final Map<String, String> troubles = new LinkedHashMap<>();
  private boolean incomplete;
  /** Null: all of it was read. */
  Store.Problem unread;

  private Usage(Folder folder) {
    this.folder = folder;
  }

  static Usage read(Folder folder) {
    Usage usage = new Usage(folder);
    usage.readFile();
    try {
      usage.readReports();
    } catch (Failure failure) {
      if (!failure.isAbsent()) usage.leaveUnread(failure.reason());
    }
    return usage;
  }

  /** Null: unknown. */
  Entry of(String product) {
    return entries.get(product);
  }

  /** Null: none. */
  String troubleOf(String product) {
    return troubles.get(product);
  }

  private void readFile() {
    FileState state = folder.read("usage.json");
    if (state.isAbsent()) {
      incomplete = hasHistory();
      return;
    }
    if (state.isTrouble()) {
      incomplete = true;
      if (!state.reason().equals("unreadable")) unread = new Store.Problem("usage.json", state.reason());
      return;
    }
    JsonValue v = JsonReader.read(state.text());
    JsonValue said = v.member("incomplete");
    boolean isFile = v.member("usage").isList() && (said.isMissing() || said.isFlag());
    List<JsonValue> found = isFile ? v.member("usage").list() : Store.pieces(state.text());
    for (JsonValue one : found) readEntry(one);
    incomplete = !isFile || entries.size() != found.size() || said.flag();
  }

  private boolean hasHistory() {
    try {
      return !folder.list("usage-history").isEmpty();
    } catch (Failure failure) {
      return !failure.isAbsent();
    }
  }

  private void readEntry(JsonValue v) {
    JsonValue since = v.member("overLimitSince");
    JsonValue days = v.member("overLimitDays");
    if (!v.member("product").isText() || !v.member("usage").isWhole(0, JsonValue.LARGEST) || !v.member("reportedAt").isInstant()) return;
    if (!since.isNullish() && !since.isInstant()) return;
    if (!days.isMissing() && (!days.isList() || days.list().size() > MOST_DAYS)) return;
    TreeSet<Double> noted = new TreeSet<>();
    for (JsonValue day : days.list()) {
      if (!day.isWhole(-1e8, 1e8)) return;
      noted.add(day.number() + 0.0);
    }
    Entry entry = new Entry(v.member("usage").number(), since.isNullish() ? null : Double.valueOf(since.number()), noted);
    entries.merge(v.member("product").text(), entry, Usage::together);
  }

  /** No writer keeps two of one product: neither lifts a limit. The days of the first are filled up: there may be many behind it. */
  private static Entry together(Entry one, Entry other) {
    one.days.addAll(other.days);
    Double since = one.since == null ? other.since : other.since == null ? one.since : Double.valueOf(Math.min(one.since, other.since));
    return new Entry(Math.max(one.usage, other.usage), since, one.days);
  }

  /** Whether a report of it has a name. */
  static boolean hasFile(String product) {
    return product.length() >= 1 && product.length() <= LONGEST_PRODUCT && Texts.isAlphanumeric(product.charAt(0))
        && product.chars().allMatch(c -> Texts.isAlphanumeric(c) || c == '.' || c == '_' || c == '-');
  }

  private static boolean isReport(String name) {
    return name.endsWith(END) && hasFile(name.substring(0, name.length() - END.length()));
  }

  private void leaveUnread(String reason) {
    entries.clear();
    troubles.clear();
    unread = new Store.Problem("usage", reason);
  }

  private void readReports() throws Failure {
    folder.lookAt("usage");
    List<String> names = new ArrayList<>(folder.list("usage").names());
    names.removeIf(name -> !isReport(name));
    if (names.size() > MOST_REPORTS) {
      leaveUnread("unreadable");
      return;
    }
    try (Folder inside = folder.open("usage")) {
      Map<String, Object> over = inside.details();
      for (String name : names) readReport(inside, name, over);
    }
  }

  private void readReport(Folder inside, String name, Map<String, Object> over) {
    String product = name.substring(0, name.length() - END.length());
    FileState state = reportOf(inside, name, over);
    if (state.isAbsent()) return;
    JsonValue usage = JsonReader.read(state.text()).member("usage");
    boolean isOne = usage.isWhole(0, JsonValue.LARGEST);
    if (!isOne) {
      troubles.put(product, state.isTrouble() ? state.reason() : "unreadable");
      entries.remove(product);
      return;
    }
    Entry before = entries.get(product);
    entries.put(product, new Entry(usage.number(), before == null ? null : before.since, before == null ? new TreeSet<>() : before.days));
  }

  private static FileState reportOf(Folder inside, String name, Map<String, Object> over) {
    try {
      BasicFileAttributes found = inside.lookAt(name);
      if (!found.isRegularFile()) return FileState.trouble("not_a_file");
      FileState state = inside.read(name, MOST_REPORT_BYTES);
      boolean isDenied = state.isTrouble() && state.reason().equals("no_permission");
      return isDenied || isOfGroup(inside.details(name), over) ? state : FileState.trouble("other_owner");
    } catch (Failure failure) {
      return FileState.of(failure);
    }
  }

  /** Root's, the folder's owner's, or its group's; in a folder, and a file, that others may not write. */
  private static boolean isOfGroup(Map<String, Object> file, Map<String, Object> over) {
    if (file.isEmpty()) return true;
    boolean isOpen = (((Integer) file.get("mode") | (Integer) over.get("mode")) & 2) != 0;
    Object owner = file.get("uid");
    return !isOpen && (owner.equals(0) || owner.equals(over.get("uid")) || file.get("gid").equals(over.get("gid")));
  }

  /** By what was read, as the usage was: a product may report for the first time in between. */
  boolean hasReported(String product) {
    if (troubles.containsKey(product) || (unread != null && unread.where().equals("usage"))) return true;
    return hasHistory(product) && !isRecorded(product);
  }

  /** In usage.json as it is now: it came meanwhile. */
  private boolean isRecorded(String product) {
    Usage now = new Usage(folder);
    now.readFile();
    return now.entries.containsKey(product);
  }

  private boolean hasHistory(String product) {
    try (Folder inside = folder.open("usage-history")) {
      FileState state = inside.read(Letters.folderName(product) + END);
      return state.isText() || (state.isTrouble() && incomplete);
    } catch (Failure failure) {
      return !failure.isAbsent() && incomplete;
    }
  }
}
