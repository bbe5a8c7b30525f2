package activationdesk.gate;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

/**
 * For the tests: watches a product and prints each sentence that it is called back with, and throws. A line from standard input is a
 * number to report, answered by the error; the end of it ends the watch. With “once” the first call ends it; with “forms” it is given no
 * pause, and then no listener.
 */
public final class Watching {
  private Watching() {}

  public static void main(String[] args) throws Exception {
    Gate gate = new Gate(Files.readString(Path.of(args[0])), args[1]);
    if (args.length == 3) {
      if (args[2].equals("once")) once(gate);
      else forms(gate);
      return;
    }
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
    Duration every = Duration.ofMillis(200);
    Watch watch = gate.watch(answer -> {
      System.out.println("answer: " + answer.sentence());
      throw new AssertionError("of the product");
    }, "alpha", null, null, every);
    for (String line = in.readLine(); line != null; line = in.readLine()) System.out.println("reported: " + report(gate, line));
    watch.close();
  }

  private static void forms(Gate gate) {
    CompletableFuture<Answer> told = new CompletableFuture<>();
    Watch watch = gate.watch(told::complete, "alpha", null, null, null);
    System.out.println(told.join().reason().orElse("none"));
    watch.close();
    try {
      gate.watch(null, "alpha", null, null, null);
    } catch (NullPointerException refused) {
      System.out.println(refused.getMessage());
    }
  }

  private static void once(Gate gate) throws Exception {
    CompletableFuture<Watch> started = new CompletableFuture<>();
    CountDownLatch ended = new CountDownLatch(1);
    started.complete(gate.watch(answer -> {
      System.out.println("answer: " + answer.sentence());
      started.join().close();
      ended.countDown();
    }, "alpha", null, null, Duration.ZERO));
    ended.await();
    started.join().close();
  }

  private static String report(Gate gate, String number) {
    try {
      gate.reportUsage("alpha", Long.parseLong(number));
      return "written";
    } catch (IOException e) {
      return e.getMessage();
    }
  }
}
