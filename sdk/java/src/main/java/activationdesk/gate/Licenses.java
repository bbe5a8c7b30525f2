package activationdesk.gate;

import activationdesk.gate.Store.License;
import activationdesk.gate.Store.Problem;
import activationdesk.gate.Store.RecordedAnswer;
import java.nio.file.LinkOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Reads the licenses without a lock: every license that is here is found at every moment, whoever writes meanwhile. */
final class Licenses {
  private static final long LONGEST_READ_NANOS = 15_000_000_000L;
  private static final int MOST_UNITS = 262_144;

  private final Store store;
  /** By the places of their folders. */
  private final Map<String, Found> all = new LinkedHashMap<>();

  private record Found(License license, List<Problem> problems) {}

  private Licenses(Store store) {
    this.store = store;
  }

  static List<License> read(Store store) {
    for (long start = System.nanoTime(); ; ) {
      Licenses reading = new Licenses(store);
      Stand before = Stand.of(store);
      boolean moved = reading.readOnce(before);
      if (!moved && before.isSame(Stand.of(store))) return reading.taken(before.in.unnamed());
      if (System.nanoTime() - start > LONGEST_READ_NANOS) throw Store.leaveBy(new Failure(Failure.Errno.EBUSY), store.root);
    }
  }

  private List<License> taken(List<String> unnamed) {
    List<License> licenses = new ArrayList<>();
    for (Found found : all.values()) {
      store.problems.addAll(found.problems);
      if (found.license != null) licenses.add(found.license);
    }
    // What nothing can be called by is no license that anybody wrote, and is not looked at.
    for (String name : unnamed) store.problems.add(new Problem("licenses/" + name, "unreadable"));
    return licenses;
  }

  /** How the folder stands; two that differ mean that it was written to. */
  private record Stand(Folder.Listing in, String revision, Object folder, FileTime modified, Object changed, boolean isQuiet) {
    static Stand of(Store store) {
      String licenses = store.below("licenses");
      FileState revision = store.folder.read("revision");
      String said = revision.isText() ? revision.text() : "";
      BasicFileAttributes found;
      Object changed;
      try {
        found = store.folder.lookAt("licenses");
        changed = Places.details(licenses, LinkOption.NOFOLLOW_LINKS).getOrDefault("ctime", found.lastModifiedTime());
      } catch (Failure failure) {
        if (!failure.isAbsent()) throw Store.leaveBy(failure, licenses);
        return new Stand(new Folder.Listing(), said, null, null, null, true);
      }
      double last = Math.max(Places.seconds(found.lastModifiedTime()), Places.seconds((FileTime) changed));
      boolean isQuiet = last + 1 < System.currentTimeMillis() / 1000.0;
      if (!found.isDirectory()) throw Store.notOurs(licenses);
      try {
        return new Stand(store.folder.list("licenses"), said, found.fileKey(), found.lastModifiedTime(), changed, isQuiet);
      } catch (Failure failure) {
        if (failure.isAbsent()) return new Stand(new Folder.Listing(), said, found.fileKey(), null, changed, isQuiet);
        throw failure.errno == Failure.Errno.ENOTDIR ? Store.notOurs(licenses) : Store.leaveBy(failure, licenses);
      }
    }

    boolean isSame(Stand after) {
      return in.equals(after.in) && (revision.equals(after.revision) || after.isQuiet) && Objects.equals(folder, after.folder)
          && Objects.equals(modified, after.modified) && Objects.equals(changed, after.changed);
    }
  }

  /** Whether something went while it was read. */
  private boolean readOnce(Stand now) {
    String licenses = store.below("licenses");
    if (!now.in.names().isEmpty()) {
      try (Folder inside = store.folder.open("licenses")) {
        for (String name : now.in.names()) {
          Found one = readOne(inside, name, name, "licenses/" + name);
          if (one != null) all.put(name, one);
        }
      } catch (Failure failure) {
        if (failure.errno == Failure.Errno.ENOTDIR) throw Store.notOurs(licenses);
        if (!failure.isAbsent()) throw Store.leaveBy(failure, licenses);
      }
    }
    boolean moved = all.size() < now.in.names().size();
    readStaging();
    return moved;
  }

  private void readStaging() {
    List<String> names;
    try {
      names = store.folder.list("staging").names();
    } catch (Failure passedOver) {
      return;
    }
    for (String name : names) {
      String former = formerOf(name);
      String place = name.contains(".") ? name.substring(0, name.indexOf('.')) : name;
      if (name.endsWith(".removed") || all.containsKey(place) || (former != null && all.containsKey(former))) continue;
      try (Folder staging = store.folder.open("staging")) {
        Found one = readOne(staging, name, place, "staging/" + name);
        if (one != null && one.license != null) all.put(place, one);
      } catch (Failure passedOver) {
        // A writer took it away.
      }
    }
  }

  /** Of a final `.for-…` what follows; null: none. */
  private static String formerOf(String staged) {
    String last = staged.substring(staged.lastIndexOf('.') + 1);
    return staged.contains(".") && last.startsWith("for-") && last.length() > 4 ? last.substring(4) : null;
  }

  /** Null: it moved or vanished meanwhile. */
  private static Found readOne(Folder above, String name, String place, String where) {
    try {
      BasicFileAttributes before = above.lookAt(name);
      if (!before.isDirectory()) throw new Failure(Failure.Errno.ENOTDIR);
      Found found;
      try (Folder inside = above.open(name)) {
        found = readLicense(inside, place, where);
      }
      BasicFileAttributes after = above.lookAt(name);
      return Objects.equals(before.fileKey(), after.fileKey()) ? found : null;
    } catch (Failure failure) {
      if (failure.isAbsent()) return null;
      String reason = failure.reason();
      return new Found(null, List.of(new Problem(where, reason.equals("not_a_file") ? "not_a_folder" : reason)));
    }
  }

  private static boolean isDenied(FileState state) {
    return state.isTrouble() && state.reason().equals("no_permission");
  }

  private static boolean isNoKey(String text) {
    return text.length() > MOST_UNITS || text.indexOf('\0') >= 0;
  }

  /** Fails where the folder itself does not let anybody in. */
  private static Found readLicense(Folder inside, String place, String where) throws Failure {
    FileState key = inside.read("machine.lic");
    String keyFile = key.isAbsent() ? "typed.key" : "machine.lic";
    if (key.isAbsent()) key = inside.read("typed.key");
    FileState code = inside.read("code");
    if (isDenied(key) || isDenied(code)) refuseClosed(inside);
    List<Problem> problems = new ArrayList<>();
    if (key.isTrouble()) problems.add(new Problem(where + "/" + keyFile, key.reason()));
    if (code.isTrouble()) problems.add(new Problem(where + "/code", code.reason()));
    if (problems.isEmpty() && !(key.isText() && code.isText())) problems.add(new Problem(where, "incomplete"));
    if (problems.isEmpty() && isNoKey(key.text())) problems.add(new Problem(where + "/" + keyFile, "unreadable"));
    if (problems.isEmpty() && isNoKey(code.text())) problems.add(new Problem(where + "/code", "unreadable"));
    if (!problems.isEmpty()) return new Found(null, problems);
    FileState facts = inside.read("activation.json");
    FileState answer = readAnswerFile(inside);
    if (facts.isTrouble()) problems.add(new Problem(where + "/activation.json", facts.reason()));
    if (answer.isTrouble()) problems.add(new Problem(where + "/answers/validation.json", answer.reason()));
    return new Found(licenseOf(place, where, keyFile, key.text(), withoutNewline(code.text()), facts, answer), problems);
  }

  private static void refuseClosed(Folder inside) throws Failure {
    try {
      inside.lookAt("code");
    } catch (Failure failure) {
      if (!failure.isAbsent()) throw failure;
    }
  }

  private static FileState readAnswerFile(Folder inside) {
    try (Folder answers = inside.open("answers")) {
      return answers.read("validation.json");
    } catch (Failure failure) {
      return FileState.of(failure);
    }
  }

  private static String withoutNewline(String text) {
    if (text.endsWith("\r\n")) return text.substring(0, text.length() - 2);
    return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
  }

  private static License licenseOf(String place, String where, String keyFile, String key, String code, FileState facts, FileState answer) {
    JsonValue v = JsonReader.read(facts.text());
    JsonValue id = v.member("id");
    JsonValue mode = v.member("mode");
    JsonValue on = v.member("activatedOn");
    JsonValue digest = v.member("codeDigest");
    JsonValue idFile = v.member("idFile");
    boolean areFacts = id.isText() && (mode.says("online") || mode.says("offline"))
        && (on.kind == JsonValue.Kind.NULL || on.isInstant()) && (digest.isMissing() || digest.isText())
        && (idFile.isMissing() || idFile.isFlag());
    RecordedAnswer recorded = answerOf(answer);
    if (!areFacts) return new License(place, key, code, !answer.isAbsent(), false, false, null, recorded, where, keyFile);
    Boolean isAsPut = digest.isText() ? Boolean.valueOf(digest.text().equals(Crypto.sha256Hex(code, 64))) : null;
    String noted = Letters.folderName(id.text()).equals(place) ? id.text() : place;
    return new License(noted, key, code, mode.says("online"), true, idFile.flag(), isAsPut, recorded, where, keyFile);
  }

  private static RecordedAnswer answerOf(FileState state) {
    JsonValue v = JsonReader.read(state.text());
    String[] fields = {"method", "target", "host", "date", "digest", "signature", "body"};
    for (String field : fields) if (!v.member(field).isText()) return null;
    return new RecordedAnswer(v.member("method").text(), v.member("target").text(), v.member("host").text(), v.member("date").text(),
        v.member("digest").text(), v.member("signature").text(), v.member("body").text());
  }
}
