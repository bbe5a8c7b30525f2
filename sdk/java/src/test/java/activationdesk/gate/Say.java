package activationdesk.gate;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Security;

/** For the tests: a profile, and lines of data folder, day and feature with tabs between; each is answered by a sentence. More: what cryptography is taken away. */
public final class Say {
  private Say() {}

  public static void main(String[] args) throws Exception {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    String questions = new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
    if (args.length > 1) Security.removeProvider(args[1]);
    String profile = Files.readString(Path.of(args[0]));
    for (String line : questions.split("\n")) {
      String[] fields = line.split("\t", -1);
      Answer answer = new Gate(profile, fields[0]).check("alpha", said(fields[1]), said(fields[2]));
      out.println(answer.verdict().exitStatus() + " " + answer.sentence());
    }
  }

  private static String said(String word) {
    return word.isEmpty() ? null : word;
  }
}
