package activationdesk.gate;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

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
  /** For the tests: null for the system's. */
  private final DoubleSupplier clock;
  private final Ready ready;
  /** Where the process has no room or no memory, nothing more is called: these are made before. */
  private final Answer outOfMemory;
  private final Answer internalError;
  /** What was lacking when the gate was made: each answer says so; else null. */
  private final Answer lacked;
  private final boolean test;

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
    this(profile, dataFolder, null, null);
  }

  Gate(String profile, String dataFolder, List<String> sources, DoubleSupplier clock) {
    Ready ready = Ready.ready;
    if (ready == null) ready = Ready.made();
    this.ready = ready;
    Profile vendor = null;
    String folder = null;
    boolean isTest = false;
    Answer lack = null;
    try {
      vendor = Profile.read(profile);
      isTest = vendor != null && vendor.test();
      folder = whole(dataFolder == null || dataFolder.isEmpty() ? machineWide() : dataFolder);
    } catch (OutOfMemoryError e) {
      lack = isTest ? ready.outOfMemoryOfTest : ready.outOfMemory;
    } catch (RuntimeException | LinkageError | VirtualMachineError e) {
      lack = isTest ? ready.internalErrorOfTest : ready.internalError;
    }
    this.profile = vendor;
    this.dataFolder = folder;
    this.sources = sources;
    this.clock = clock;
    this.outOfMemory = isTest ? ready.outOfMemoryOfTest : ready.outOfMemory;
    this.internalError = isTest ? ready.internalErrorOfTest : ready.internalError;
    this.lacked = lack;
    this.test = isTest;
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
    try {
      return check(product, null, null);
    } catch (StackOverflowError e) {
      return internalError;
    }
  }

  /**
   * Verified anew from the files each time. It always answers, and throws nothing where the stack has room to call it.
   *
   * @param built the day in UTC on which the asking version was built, "2026-12-31", or a moment with Z; null: not asked
   * @param feature what a license that lets run has to have; null: not asked
   */
  public Answer check(String product, String built, String feature) {
    try {
      return ready.hasAnswered ? answer(product, built, feature) : Roomy.done(new First(product, built, feature));
    } catch (OutOfMemoryError e) {
      return outOfMemory;
    } catch (RuntimeException | LinkageError | VirtualMachineError e) {
      // As of a JVM without Ed25519; a product is not to be ended by its gate.
      return internalError;
    }
  }

  private final class First implements Supplier<Answer> {
    private final String product;
    private final String built;
    private final String feature;

    First(String product, String built, String feature) {
      this.product = product;
      this.built = built;
      this.feature = feature;
    }

    @Override
    public Answer get() {
      Answer answer = answer(product, built, feature);
      if (answer.verdict() != Verdict.COULD_NOT_TELL) ready.hasAnswered = true;
      return answer;
    }
  }

  private Answer answer(String product, String built, String feature) {
    try {
      Question question = Question.of(product, built, feature);
      if (lacked != null) return lacked;
      if (dataFolder == null) throw new Refusal("invalid_input", null, null);
      return ask(question);
    } catch (Refusal refusal) {
      return Answer.refused(refusal, test);
    }
  }

  private Answer ask(Question question) {
    if (profile == null) throw new Refusal("profile_invalid", null, null);
    if (profile.keys().isEmpty()) throw new Refusal("vendor_without_keys", null, null);
    Machine machine = Machine.read(dataFolder, profile.machineIdFile(), sources);
    Store store = Store.read(dataFolder);
    return Answering.of(profile, Judge.of(store, machine, profile, question, now()), question);
  }

  private double now() {
    return clock == null ? System.currentTimeMillis() : clock.getAsDouble();
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
    return new Watch(listener, () -> check(product, built, feature), internalError, every);
  }
}
