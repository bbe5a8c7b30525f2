package activationdesk.gate;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where no license was found: whether there was never one, or what held them is not there (gate-v1.md#no-license). */
final class Gone {
  private static final int LONGEST_FOLDER = 490;
  private static final int LONGEST_NAME = 255;
  private static final Pattern ESCAPED = Pattern.compile("\\\\([0-3][0-7][0-7])");

  private Gone() {}

  static void look(Store store, boolean wereHere) {
    refuseNoPlace(store.root);
    BasicFileAttributes found;
    try {
      found = Places.look(store.root);
    } catch (Failure failure) {
      if (!failure.isAbsent()) throw Store.leaveBy(failure, store.root);
      refuseDeadLink(store.root);
      return;
    }
    if (!found.isDirectory()) throw Store.notOurs(store.root);
    if (wereHere && store.isThere("licensed")) {
      store.problems.add(new Store.Problem("licenses", "gone"));
    } else if (store.heldLicenses()) {
      if (!store.isThere("licenses")) store.problems.add(new Store.Problem("licenses", "gone"));
    } else if (isMountPoint(store.root)) {
      store.problems.add(new Store.Problem("licenses", "not_mounted"));
    }
  }

  /** No store can be there. */
  static boolean isTooLong(String path) {
    if (Places.IS_WINDOWS) return false;
    if (Texts.encode(path).length > LONGEST_FOLDER) return true;
    for (String name : path.split("/")) if (Texts.encode(name).length > LONGEST_NAME) return true;
    return false;
  }

  private static void refuseNoPlace(String root) {
    if (isTooLong(root)) throw Store.leaveBy(new Failure(Failure.Errno.ENAMETOOLONG), root);
    if (!System.getProperty("os.name", "").equals("Linux")) return;
    String place = root;
    while (!Places.isThere(place) && Places.above(place) != null) place = Places.above(place);
    try {
      FileStore disk = Files.getFileStore(Places.of(place));
      if (disk.type().equals("proc") || disk.type().equals("sysfs")) throw new Refusal("store_unreachable", root, "cannot_be_made");
    } catch (IOException none) {
      // What it lies on is not named to Java: it is no table of the kernel's then.
    } catch (Failure failure) {
      throw Store.leaveBy(failure, root);
    }
  }

  private static void refuseDeadLink(String root) {
    for (String place = root; place != null; place = Places.above(place)) {
      try {
        if (Store.isLink(place)) throw new Refusal("store_unreachable", root, "link_to_nowhere");
        return;
      } catch (Failure failure) {
        if (!failure.isAbsent()) throw Store.leaveBy(failure, root);
      }
    }
  }

  private static boolean isMountPoint(String root) {
    try {
      String real = Places.textOf(Places.of(root).toRealPath());
      String above = Places.above(real);
      Object here = Places.details(real).get("dev");
      Object over = Places.details(above == null ? real : above).get("dev");
      return (here != null && !here.equals(over)) || isInTable("/proc/self/mountinfo", 4, real) || isInTable("/etc/fstab", 1, real);
    } catch (IOException e) {
      throw Store.leaveBy(Failure.of(e), root);
    } catch (Failure failure) {
      throw Store.leaveBy(failure, root);
    }
  }

  private static boolean isInTable(String table, int column, String folder) {
    // Those tables of the kernel have no size: they are read to their end.
    try {
      byte[] bytes = Files.readAllBytes(Places.of(table));
      for (String line : Texts.decode(bytes, bytes.length).split("\n")) {
        String[] fields = line.trim().split("[ \t]+");
        if (!line.startsWith("#") && fields.length > column && unescaped(fields[column]).equals(folder)) return true;
      }
    } catch (IOException | Failure notThere) {
      // No table, no mount.
    }
    return false;
  }

  /** Spaces and the like are written as \040. */
  private static String unescaped(String field) {
    Matcher found = ESCAPED.matcher(field);
    return found.replaceAll(one -> Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(one.group(1), 8))));
  }
}
