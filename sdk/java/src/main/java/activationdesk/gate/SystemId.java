package activationdesk.gate;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Windows and macOS keep the machine's id where Java reads nothing by itself, so the system's own program is asked: by its
 * whole path, without a shell, with an empty environment.
 */
final class SystemId {
  private static final Pattern MAC = Pattern.compile("\"IOPlatformUUID\" = \"([^\"]*)\"");
  private static final Pattern WINDOWS = Pattern.compile("MachineGuid\\s+REG_SZ([^\\r\\n]*)");
  private static final int MOST = 262_144;
  private static final int SECONDS = 15;

  private SystemId() {}

  static String ofWindows() {
    String key = "HKLM\\SOFTWARE\\Microsoft\\Cryptography";
    String said = say("C:\\Windows\\System32\\reg.exe", "query", key, "/v", "MachineGuid", "/reg:64");
    return inWords(said, "win32");
  }

  static String ofMac() {
    return inWords(say("/usr/sbin/ioreg", "-rd1", "-c", "IOPlatformExpertDevice"), "darwin");
  }

  /** What those programs print, read; null: they print nothing, or nothing of it (tests/vectors/machine-ids.json). */
  static String inWords(String said, String system) {
    if (said == null) return null;
    Matcher found = (system.equals("win32") ? WINDOWS : MAC).matcher(said);
    return found.find() ? found.group(1) : null;
  }

  /** Null: it failed, as it does where there is no such value. */
  private static String say(String... program) {
    Process process = null;
    try {
      ProcessBuilder builder = new ProcessBuilder(program);
      builder.environment().keySet().removeIf(name -> !name.equalsIgnoreCase("SystemRoot"));
      builder.redirectErrorStream(true);
      Process started = builder.start();
      process = started;
      process.getOutputStream().close();
      String said = new String(process.getInputStream().readNBytes(MOST), StandardCharsets.ISO_8859_1);
      long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
      boolean ended = Uninterrupted.waited(() -> started.waitFor(until - System.nanoTime(), TimeUnit.NANOSECONDS));
      if (ended && process.exitValue() == 0) return said;
    } catch (IOException e) {
      // It says nothing.
    } finally {
      if (process != null) process.destroyForcibly();
    }
    return null;
  }
}
