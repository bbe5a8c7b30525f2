package activationdesk.gate;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;

/**
 * For the tests, by lines from standard input: a folder that a case was laid out in, clock, product, and what is asked more, and the
 * data folder where it is another, with tabs between; "-" is nothing, and in the data folder “␀” and “␛” are U+0000 and a lone surrogate. Each is
 * answered by a line: the JSON and, behind a tab, the sentence. With "machine" before a system and a folder: which machine that is, by its files (linux), or by the file "printed", what the system's program prints of it.
 */
public final class AskLines {
  private AskLines() {}

  public static void main(String[] args) throws Exception {
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String[] fields = line.split("\t", -1);
      if (fields[0].equals("machine")) {
        out.println(machine(fields[1], fields[2]));
        continue;
      }
      String folder = fields[0];
      double clock = Double.parseDouble(fields[1]);
      List<String> sources = sourcesIn(folder);
      String profile = Files.readString(Places.of(folder + "/vendor.json"));
      String data = fields.length > 5 ? fields[5].replace('\u2400', '\0').replace('\u241b', '\ud800') : folder + "/data";
      Gate gate = new Gate(profile, data, sources, () -> clock);
      Answer answer = gate.check(fields[2], said(fields[4]), said(fields[3]));
      if (answer.isTest() != answer.json().startsWith("{\"test\":true")) throw new AssertionError(answer.json());
      out.println(answer.json() + "\t" + answer.sentence());
    }
  }

  private static List<String> sourcesIn(String folder) {
    return List.of(folder + "/system/dbus/machine-id", folder + "/system/etc/machine-id");
  }

  private static String machine(String system, String folder) {
    try {
      boolean hasFiles = system.equals("linux");
      FileState printed = Folder.readSource(folder + "/printed");
      String id = hasFiles ? Machine.read(folder + "/data", true, sourcesIn(folder)).id()
          : Machine.idIn(SystemId.inWords(printed.isText() ? printed.text() : null, system));
      return "{\"id\":\"" + id + "\"}";
    } catch (Refusal refusal) {
      return "{\"error\":{\"code\":\"" + refusal.code + "\"}}";
    }
  }

  private static String said(String word) {
    return word.equals("-") ? null : word;
  }
}
