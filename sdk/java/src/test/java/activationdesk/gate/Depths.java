package activationdesk.gate;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;

/**
 * For the tests: one gate, or one made each time (“new”), is asked on a thread whose stack has just overflown, at each depth on the
 * way up; then what was said, what was thrown and by whom, and what a new gate says where there is room. Near the end nothing here
 * makes anything.
 */
public final class Depths {
  private static final int MOST = 500;

  private final String profile;
  private final String folder;
  private final Gate kept;
  private final boolean makesNew;
  private final Answer[] answers = new Answer[MOST];
  private final Throwable[] thrown = new Throwable[MOST];
  private int answered;
  private int failed;

  private Depths(String profile, String folder, boolean makesNew) {
    this.profile = profile;
    this.folder = folder;
    this.makesNew = makesNew;
    this.kept = new Gate(profile, folder);
  }

  public static void main(String[] args) throws Exception {
    Depths depths = new Depths(Files.readString(Path.of(args[0])), args[1], args.length > 3);
    Thread deep = new Thread(null, depths::dive, "deep", Long.parseLong(args[2]));
    deep.start();
    deep.join();
    System.out.println(depths.said());
    System.out.println(depths.threw());
    System.out.println(new Gate(depths.profile, depths.folder).check("alpha").sentence());
  }

  private void dive() {
    try {
      dive();
    } catch (StackOverflowError end) {
      // Here the way up begins.
    }
    if (answered == MOST || failed == MOST) return;
    try {
      Gate gate = makesNew ? new Gate(profile, folder) : kept;
      answers[answered] = gate.check("alpha");
      answered += 1;
    } catch (Throwable e) {
      thrown[failed++] = e;
    }
  }

  private Set<String> said() {
    Set<String> all = new TreeSet<>();
    for (int i = 0; i < answered; i += 1) all.add(answers[i].verdict() + " " + answers[i].reason().orElse("none"));
    return all;
  }

  private Set<String> threw() {
    Set<String> all = new TreeSet<>();
    for (int i = 0; i < failed; i += 1) {
      StackTraceElement[] trace = thrown[i].getStackTrace();
      boolean isOfCall = trace.length > 0 && Set.of("dive", "check", "<init>").contains(trace[0].getMethodName())
          && Set.of(Depths.class.getName(), Gate.class.getName()).contains(trace[0].getClassName());
      all.add(thrown[i].getClass().getSimpleName() + (isOfCall ? " of the call itself" : " of " + (trace.length > 0 ? trace[0] : "")));
    }
    return all;
  }
}
