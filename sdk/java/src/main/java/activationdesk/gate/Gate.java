package activationdesk.gate;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;

/**
 * May a licensed product run on this machine? Reads what Activation Desk stores, by gate-v1.md. Nothing here prints, exits,
 * opens a socket or writes, but for {@link #reportUsage}. A gate never changes: any number of threads may ask it at once.
 */
public final class Gate {
  public static final String VERSION = "0.1.0";

  private final Profile profile;
  /** Null: it can be none. */
  private final String dataFolder;
  /** For the tests: null for this system's. */
  private final List<String> sources;
  private final DoubleSupplier clock;

  /** With the machine-wide data folder. */
  public Gate(String profile) {
    this(profile, null);
  }

  /**
   * @param profile the vendor profile as JSON, compiled into the product: it holds the public keys. One that is none is said
   *     by every answer (profile_invalid).
   * @param dataFolder null, or nothing: the machine-wide one. One that can be none is said by every answer (invalid_input).
   */
  public Gate(String profile, String dataFolder) {
    this(profile, dataFolder, null, System::currentTimeMillis);
  }

  Gate(String profile, String dataFolder, List<String> sources, DoubleSupplier clock) {
    this.profile = Profile.read(profile);
    this.dataFolder = whole(dataFolder == null || dataFolder.isEmpty() ? machineWide() : dataFolder);
    this.sources = sources;
    this.clock = clock;
  }

  private static String machineWide() {
    if (Places.IS_WINDOWS) return System.getenv().getOrDefault("ProgramData", "C:\\ProgramData") + "\\Activation Desk";
    boolean isMac = System.getProperty("os.name", "").startsWith("Mac");
    return isMac ? "/Library/Application Support/Activation Desk" : "/var/lib/activation-desk";
  }

  /** Absolute, as its text has it: “..” takes away the name before it, whatever that is. Null: it can be none. */
  private static String whole(String folder) {
    if (Places.IS_WINDOWS) return isNone(folder) ? null : onWindows(folder);
    String from = folder.startsWith("/") ? folder : Places.textOf(Path.of("").toAbsolutePath()) + "/" + folder;
    if (isNone(from)) return null;
    ArrayDeque<String> names = new ArrayDeque<>();
    for (String name : from.split("/")) {
      if (name.equals("..")) names.pollLast();
      else if (!name.isEmpty() && !name.equals(".")) names.addLast(name);
    }
    return "/" + String.join("/", names);
  }

  /** U+FFFD stands for letters that were lost on the way here, as the JVM has it where the locale is C. */
  private static boolean isNone(String path) {
    return path.codePoints().anyMatch(c -> c == 0 || c == 0xfffd || (c >= 0xd800 && c < 0xe000));
  }

  private static String onWindows(String folder) {
    try {
      return Path.of(folder).toAbsolutePath().normalize().toString();
    } catch (InvalidPathException none) {
      return null;
    }
  }

  /** May this product run? */
  public Answer check(String product) {
    return check(product, null, null);
  }

  /**
   * Verified anew from the files each time. It always answers, and throws nothing.
   *
   * @param built the day in UTC on which the asking version was built, "2026-12-31", or a moment with Z; null: not asked
   * @param feature what a license that lets run has to have; null: not asked
   */
  public Answer check(String product, String built, String feature) {
    boolean test = profile != null && profile.test();
    try {
      Question question = Question.of(product, built, feature);
      if (dataFolder == null) throw new Refusal("invalid_input", null, null);
      return ask(question);
    } catch (Refusal refusal) {
      return Answer.refused(refusal, test);
    } catch (OutOfMemoryError e) {
      return Answer.refused(new Refusal("out_of_memory", null, null), test);
    } catch (RuntimeException | StackOverflowError | ExceptionInInitializerError e) {
      // As of a JVM without Ed25519; a product is not to be ended by its gate.
      return Answer.refused(new Refusal("internal_error", null, null), test);
    }
  }

  private Answer ask(Question question) {
    if (profile == null) throw new Refusal("profile_invalid", null, null);
    if (profile.keys().isEmpty()) throw new Refusal("vendor_without_keys", null, null);
    Machine machine = Machine.read(dataFolder, profile.machineIdFile(), sources);
    Store store = Store.read(dataFolder);
    return Answering.of(profile, Judge.of(store, machine, profile, question.product(), clock.getAsDouble()), question);
  }

  /**
   * Writes usage/&lt;product&gt;.json whole; an administrator made the folder `usage`.
   *
   * @throws IOException it is not written; "invalid_input" where the product's code has no such file, the number is below 0
   *     or above 2^53 - 1, or the data folder can be none
   */
  public void reportUsage(String product, long usage) throws IOException {
    if (dataFolder == null) throw new IOException("invalid_input");
    Report.write(dataFolder, product, usage);
  }

  /**
   * Calls back, on a thread of its own, with the first answer and with each that differs from the one before.
   *
   * @param every from ten milliseconds to a day; null: five seconds
   * @throws NullPointerException there is no listener
   */
  public Watch watch(Consumer<Answer> listener, String product, String built, String feature, Duration every) {
    return new Watch(listener, () -> check(product, built, feature), every);
  }
}
